namespace LocalCluster.Planning;

/// <summary>All that it takes to start a child again, by anybody: its arguments, its whole environment, its directory.</summary>
internal sealed record StartCommand(IReadOnlyList<string> Argv, IReadOnlyDictionary<string, string> Env, string Cwd);

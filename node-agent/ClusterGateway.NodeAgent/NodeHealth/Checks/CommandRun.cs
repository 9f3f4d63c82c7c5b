using ClusterGateway.NodeAgent.Processes;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>A program that was started and has ended; its outputs are the first <see cref="CheckResult.MaxOutput"/> characters of each.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string Said => $"{Output} {Error}".Trim();

    /// <summary>What to say when the exit code is not 0.</summary>
    public string Failure => $"exit code {ExitCode}{(Said.Length == 0 ? "" : ": ")}{Said}";

    /// <summary>Runs it to its end; when the token is cancelled it is killed with everything it started.</summary>
    public static async Task<CommandRun> OfAsync(IReadOnlyList<string> command, string nodeId, CancellationToken cancellationToken)
    {
        var ended = await ProgramRun.RunAsync(command, [new("CLUSTERGATEWAY_NODE", nodeId)], CheckResult.MaxOutput, cancellationToken);
        return new CommandRun(ended.ExitCode, ended.Output, ended.Error);
    }
}

namespace ClusterGateway.NodeAgent.Tests.Hooks;

/// <summary>Real shell scripts as hooks, which write into one file what they were told and what became of them.</summary>
internal sealed class HookScripts : IDisposable
{
    private const string Note = """echo "$CLUSTERGATEWAY_HOOK $CLUSTERGATEWAY_NODE $CLUSTERGATEWAY_ROLE $CLUSTERGATEWAY_TERM" >> """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hooks-");

    private string LogFile => Path.Combine(_directory.FullName, "log");

    public IReadOnlyList<string> Lines => File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];

    /// <summary>The settings of a hook that notes its call and then does this.</summary>
    public (string Key, string Value)[] Hook(string hook, string then = "true", string timeout = "30s")
    {
        var path = Path.Combine(_directory.FullName, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(path, $"{Note}'{LogFile}'\n{then}\n");
        return [($"Hooks:{hook}:Command:0", "/bin/sh"), ($"Hooks:{hook}:Command:1", path), ($"Hooks:{hook}:Timeout", timeout)];
    }

    /// <summary>A command that appends a line to the same file.</summary>
    public string Say(string line) => $"echo {line} >> '{LogFile}'";

    public void Dispose() => _directory.Delete(recursive: true);
}

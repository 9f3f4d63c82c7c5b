namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Looks into a directory, or writes a file there.</summary>
internal sealed class PathCheck(string name, string directory, bool writable, string nodeId) : INodeCheck
{
    // Every node writes its own: they share the directory.
    private readonly string _probe = Path.Combine(directory, ProbeName(nodeId, name));

    public string Type => CheckTypes.Path;

    public string Name => name;

    public static string ProbeName(string nodeId, string name) =>
        $".clustergateway-{Uri.EscapeDataString(nodeId)}-{Uri.EscapeDataString(name)}.probe";

    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => OwnThread.RunAsync<CheckResult>(writable ? Write : Read);

    private CheckResult Read()
    {
        _ = Directory.EnumerateFileSystemEntries(directory).Any();
        return CheckResult.Pass($"{directory} is readable");
    }

    private CheckResult Write()
    {
        using (var file = new FileStream(_probe, FileMode.Create, FileAccess.Write))
        {
            file.Write("probe"u8);
            file.Flush(flushToDisk: true);
        }

        File.Delete(_probe);
        return CheckResult.Pass($"{directory} is writable");
    }
}

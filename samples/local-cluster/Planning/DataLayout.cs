namespace LocalCluster.Planning;

/// <summary>What lies where below DATA.</summary>
internal sealed record DataLayout(string Data)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Secrets => Path.Combine(Data, "secrets");

    public string Logs => Path.Combine(Data, "logs");

    public string Documents => Path.Combine(Data, "documents");

    public string Store => Path.Combine(Data, "store");

    public string GatewayConfiguration => Path.Combine(Data, "gateway.json");

    public string ClusterFile => Path.Combine(Data, "cluster.json");

    public string LockFile => Path.Combine(Data, "lock");

    public string AccessLogOf(string gateway) => Path.Combine(Logs, $"{gateway}.access.json");

    public string Of(string child) => Path.Combine(Data, child);

    public void Create(IEnumerable<string> children)
    {
        foreach (var directory in new[] { Data, Secrets, Logs, Documents, Store }.Concat(children.Select(Of)))
        {
            Directory.CreateDirectory(directory, OwnerOnly);
        }

        File.SetUnixFileMode(Secrets, OwnerOnly);
    }
}

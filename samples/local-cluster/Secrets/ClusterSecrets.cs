namespace LocalCluster.Secrets;

/// <summary>The cluster's secrets and the files that hold them.</summary>
internal sealed record ClusterSecrets
{
    public required string Admin { get; init; }

    public required string Gateway { get; init; }

    public required string Agent { get; init; }

    public required string App { get; init; }

    public required string AdminFile { get; init; }

    /// <summary>The lowercase hexadecimal SHA-256 of the admin token: all that a gateway needs to know it by.</summary>
    public required string AdminHashFile { get; init; }

    public required string GatewayFile { get; init; }

    public required string AgentFile { get; init; }

    public required string AppFile { get; init; }

    public required string KeyRingFile { get; init; }

    public required string EncryptionFile { get; init; }

    /// <summary>Signs the portals' tokens; all of them have it.</summary>
    public required string PortalKey { get; init; }

    public required string PortalKeyFile { get; init; }

    public required DemoUsers Demo { get; init; }
}

namespace ClusterGateway.Gateway.Health;

/// <summary>What a client does that is bound to a backup node.</summary>
internal enum BackupStay
{
    Stays,

    /// <summary>It stays, and its cookie is to say that it was seen now.</summary>
    StaysAndIsNoted,

    /// <summary>It is placed anew.</summary>
    Leaves,
}

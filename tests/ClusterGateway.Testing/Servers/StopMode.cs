namespace ClusterGateway.Testing.Servers;

/// <summary>How a server is stopped.</summary>
public enum StopMode
{
    /// <summary>Orderly: it writes what it has and says good-bye.</summary>
    Fast,

    /// <summary>As soon as it can, without cleaning up (PostgreSQL recovers at its next start).</summary>
    Immediate,

    /// <summary>SIGKILL to all its processes.</summary>
    Kill,
}

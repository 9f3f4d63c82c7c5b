namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>What becomes of clients that are bound to a <c>backup</c> node once an ordinary node takes new clients again.</summary>
internal enum BackupFailback
{
    /// <summary>They stay as long as their binding lives; only new clients go to the ordinary node.</summary>
    Never = 0,

    /// <summary>Each stays until it was not seen for the session idle time, and is then placed anew.</summary>
    Drain = 1,

    /// <summary>The next request of each is placed anew.</summary>
    Immediate = 2,
}

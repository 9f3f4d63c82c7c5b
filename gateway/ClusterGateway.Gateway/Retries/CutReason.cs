namespace ClusterGateway.Gateway.Retries;

/// <summary>Why the gateway itself ended the wait for response headers.</summary>
internal enum CutReason
{
    None,

    /// <summary>The node that should answer is down.</summary>
    NodeDown,

    /// <summary>The route's time for the first byte is over.</summary>
    FirstByte,
}

namespace ClusterGateway.Gateway.Retries;

/// <summary>Why the gateway itself ended the wait for response headers.</summary>
internal enum CutReason
{
    None,

    /// <summary>The node that should answer is down.</summary>
    NodeDown,

    /// <summary>The same, or another end from without, and no byte of the request had left.</summary>
    NeverSent,

    /// <summary>The route's time for the first byte is over.</summary>
    FirstByte,
}

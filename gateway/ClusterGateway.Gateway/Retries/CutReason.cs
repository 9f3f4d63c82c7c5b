namespace ClusterGateway.Gateway.Retries;

/// <summary>Why the gateway itself ended the wait for response headers.</summary>
internal enum CutReason
{
    None,

    /// <summary>The node that should answer is down.</summary>
    NodeDown,

    /// <summary>The same, and nothing of the request that an application could act on had left, or will.</summary>
    BeforeSent,

    /// <summary>Not cut; but whatever ended it, its body had not been read.</summary>
    NeverSent,

    /// <summary>The route's time for the first byte is over.</summary>
    FirstByte,
}

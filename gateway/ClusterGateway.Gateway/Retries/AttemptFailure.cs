namespace ClusterGateway.Gateway.Retries;

/// <summary>Failures after which a request may be sent again, because no application can have acted on it.</summary>
internal enum AttemptFailure
{
    /// <summary>None, or one after which it may not.</summary>
    None,

    /// <summary>No connection: nothing was sent, whatever the method.</summary>
    Connect,

    /// <summary>The connection ended before the response headers, and the request was one that changes nothing.</summary>
    ConnectionLost,
}

namespace ClusterGateway.Gateway.Retries;

/// <summary>How one attempt of a request ended before its response began.</summary>
internal enum AttemptFailure
{
    /// <summary>None, or one that the gateway has no part in: the client left, its own body failed, the response had begun.</summary>
    None,

    /// <summary>No connection: nothing was sent, whatever the method.</summary>
    Connect,

    /// <summary>The wait for a connection was ended, because the node is down or the term is over: nothing to act on was sent, whatever the method.</summary>
    NeverSent,

    /// <summary>The connection ended before anything of the response had been passed on: before its headers, or the first byte of its body.</summary>
    ConnectionLost,

    /// <summary>The node went down while it was waited for.</summary>
    NodeDown,

    /// <summary>The headers did not come in time.</summary>
    Timeout,
}

namespace ClusterGateway.Gateway.Edge;

/// <summary>Why a request or a connection goes no further.</summary>
internal enum Rejection
{
    None,

    /// <summary>The target or a header value holds a control character (RFC 9110, 5.5).</summary>
    ControlCharacter,

    /// <summary>Where the body ends can be read in more than one way (RFC 9112, 6.1 and 6.3), or by a coding that is not <c>chunked</c>.</summary>
    Framing,

    /// <summary>CONNECT, other than for a WebSocket over HTTP/2 (RFC 8441).</summary>
    Connect,

    /// <summary>Too many connections of one address.</summary>
    Connections,
}

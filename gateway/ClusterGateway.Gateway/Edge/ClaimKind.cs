namespace ClusterGateway.Gateway.Edge;

/// <summary>Who may send a header.</summary>
internal enum ClaimKind
{
    /// <summary>Anybody.</summary>
    None,

    /// <summary>Trusted proxies: it says of the client or the connection what only they can know.</summary>
    TrustedProxy,

    /// <summary>Only the gateway.</summary>
    Gateway,
}

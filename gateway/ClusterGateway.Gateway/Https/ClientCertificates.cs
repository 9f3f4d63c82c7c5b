namespace ClusterGateway.Gateway.Https;

/// <summary>Whether clients are asked for a certificate.</summary>
internal enum ClientCertificates
{
    None,

    /// <summary>Asked; one that is sent must be good, none is fine.</summary>
    Allow,

    Require,
}

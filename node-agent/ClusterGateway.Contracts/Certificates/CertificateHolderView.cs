namespace ClusterGateway.Contracts.Certificates;

/// <summary>What a gateway says it holds of a certificate.</summary>
/// <param name="Gateway">Its id.</param>
/// <param name="Serving">The version that new connections get; null for none.</param>
/// <param name="Staged">The version that it holds ready; null for none.</param>
public sealed record CertificateHolderView(string Gateway, long? Serving, long? Staged);

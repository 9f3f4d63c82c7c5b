namespace ClusterGateway.Contracts.Certificates;

/// <summary>A certificate that was removed; versions up to this one are served no more.</summary>
public sealed record RemovedCertificateView(string Name, long Version);

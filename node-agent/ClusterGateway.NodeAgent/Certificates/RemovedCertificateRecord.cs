namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>That a certificate was removed, and up to which version.</summary>
internal sealed record RemovedCertificateRecord(string Name, long Version);

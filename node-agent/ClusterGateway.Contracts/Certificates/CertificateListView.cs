namespace ClusterGateway.Contracts.Certificates;

/// <summary>All certificates, <c>GET /v1/certificates</c>.</summary>
/// <param name="Revision">Another one after every change; to be passed as <c>since</c>. Zero before the first.</param>
/// <param name="Items">In the order of their names.</param>
/// <param name="Removed">What was removed within the last 90 days: a gateway that was off meanwhile drops it.</param>
public sealed record CertificateListView(long Revision, IReadOnlyList<CertificateView> Items, IReadOnlyList<RemovedCertificateView> Removed);

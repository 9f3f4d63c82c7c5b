using ClusterGateway.Contracts.Certificates;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>The entries of one certificate, as they were last seen.</summary>
internal sealed record StoredCertificate(string Name, StoreEntry? ActiveEntry, StoreEntry? StagedEntry, StoreEntry? RemovedEntry)
{
    private readonly Lazy<CertificateRecord?> _active = new(() => Read(ActiveEntry));
    private readonly Lazy<CertificateRecord?> _staged = new(() => Read(StagedEntry));

    public CertificateRecord? Active => _active.Value;

    public CertificateRecord? Staged => _staged.Value;

    public bool Exists => ActiveEntry is not null || StagedEntry is not null;

    /// <summary>Another one after every change; zero when there is no such certificate.</summary>
    public long Revision => Math.Max(ActiveEntry?.Revision ?? 0, StagedEntry?.Revision ?? 0);

    /// <summary>The highest version that ever was; zero when none is known.</summary>
    public long Highest => Math.Max(Math.Max(Active?.Version ?? 0, Staged?.Version ?? 0), Removed?.Version ?? 0);

    public RemovedCertificateView? Removed => RemovedEntry is null
        ? null
        : RecordJson.Read(RemovedEntry, CertificateRecordJson.Default.RemovedCertificateRecord) is var gone ? new(gone.Name, gone.Version) : null;

    public CertificateView View(IEnumerable<GatewayReading> gateways) => new(
        Name, ViewOf(Active), ViewOf(Staged), [.. gateways.Where(g => g.TakesCertificates).Select(g => CertificateHolders.Of(g, Name))]);

    private static CertificateRecord? Read(StoreEntry? entry) =>
        entry is null ? null : RecordJson.Read(entry, CertificateRecordJson.Default.CertificateRecord);

    private static CertificateVersionView? ViewOf(CertificateRecord? it) => it is null
        ? null
        : new(it.Version, it.Fingerprint, it.Subject, it.Issuer, it.Names, it.NotBefore, it.NotAfter, it.Key, it.Issuers, it.StagedAt, it.ActivatedAt);
}

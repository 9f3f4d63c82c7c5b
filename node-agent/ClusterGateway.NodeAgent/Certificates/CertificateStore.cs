using ClusterGateway.Contracts.Certificates;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Reads certificates; every node does.</summary>
internal sealed class CertificateStore(IClusterStore store)
{
    public async Task<StoredCertificate> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var active = store.GetAsync(CertificateKeys.ActiveOf(name), cancellationToken);
        var staged = store.GetAsync(CertificateKeys.StagedOf(name), cancellationToken);
        var removed = store.GetAsync(CertificateKeys.RemovedOf(name), cancellationToken);
        await Task.WhenAll(active, staged, removed);
        return new StoredCertificate(name, await active, await staged, await removed);
    }

    /// <summary>The list's revision; zero before the first change, and in a store that was emptied.</summary>
    public async Task<long> RevisionAsync(CancellationToken cancellationToken) => (await store.GetAsync(CertificateKeys.Head, cancellationToken))?.Revision ?? 0;

    public async Task<IReadOnlyList<StoredCertificate>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var entries = (await store.ListAllAsync(CertificateKeys.Prefix, cancellationToken))
            .Where(e => e.Key != CertificateKeys.Head)
            .ToDictionary(e => e.Key, StringComparer.Ordinal);
        return [.. entries.Keys.Select(StoreKey.LastComponent).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new StoredCertificate(
            name,
            entries.GetValueOrDefault(CertificateKeys.ActiveOf(name)),
            entries.GetValueOrDefault(CertificateKeys.StagedOf(name)),
            entries.GetValueOrDefault(CertificateKeys.RemovedOf(name))))];
    }

    /// <param name="gateways">Whose reports the list shows.</param>
    public async Task<CertificateListView> ListAsync(IReadOnlyList<GatewayReading> gateways, CancellationToken cancellationToken)
    {
        // The revision first: a change in between is seen twice rather than never.
        var revision = await RevisionAsync(cancellationToken);
        var all = await ReadAllAsync(cancellationToken);
        var alive = gateways.Where(g => g.IsAlive).ToArray();
        return new CertificateListView(
            revision,
            [.. all.Where(c => c.Exists).Select(c => c.View(alive))],
            [.. all.Where(c => !c.Exists).Select(c => c.Removed).OfType<RemovedCertificateView>()]);
    }
}

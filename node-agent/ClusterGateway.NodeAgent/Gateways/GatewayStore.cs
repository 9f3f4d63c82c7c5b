using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>The gateways, by their last reports. They count as alive for <see cref="TimeToLive"/>, by the store's clock.</summary>
internal sealed class GatewayStore(IClusterStore store, TimeProvider time)
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(10);

    /// <summary>The session idle time: whom a silent gateway had bound may come back for so long, through it or through another.</summary>
    public static readonly TimeSpan Remembered = SessionSettings.DefaultIdleTime;

    private const string Prefix = "gateways/";

    private static readonly PageRequest Most = new(StorePage.MaxLimit, After: null);

    private static readonly Dictionary<string, long> Nothing = [];

    /// <summary>Keeps the report; true when the gateway was not alive before.</summary>
    public async Task<bool> ReportAsync(string id, GatewayReport report, CancellationToken cancellationToken)
    {
        var wasAlive = await FindAsync(id, cancellationToken) is not null;
        var record = RecordJson.Write(RecordOf(report), GatewayRecordJson.Default.GatewayRecord);

        // Quiet: reports come every few seconds, and whoever wants them reads them.
        await store.CommitAsync(
            new StoreCommit(new StorePut(KeyOf(id), record, StoreCondition.Any, Remembered)) { Quiet = true }, cancellationToken);
        return !wasAlive;
    }

    public async Task<GatewayView?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.GetAsync(KeyOf(id), cancellationToken) is { } entry && IsAlive(entry) ? ViewOf(entry) : null;

    /// <summary>Those that are alive. A page may have fewer than asked for, and others follow.</summary>
    public async Task<Page<GatewayView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var found = await page.ReadAsync(store, Prefix, entry => IsAlive(entry) ? ViewOf(entry) : null, cancellationToken);
        return new Page<GatewayView>([.. found.Items.OfType<GatewayView>()], found.Next);
    }

    /// <summary>All that are remembered, also the silent ones.</summary>
    public async Task<IReadOnlyList<GatewayReading>> ReadAsync(CancellationToken cancellationToken) =>
        (await Most.ReadAsync(store, Prefix, ReadingOf, cancellationToken)).Items;

    private static bool IsAlive(StoreEntry entry) => AgeOf(entry) < TimeToLive;

    private static TimeSpan AgeOf(StoreEntry entry) => Remembered - (entry.ExpiresIn ?? Remembered);

    private static GatewayReading ReadingOf(StoreEntry entry)
    {
        var record = RecordJson.Read(entry, GatewayRecordJson.Default.GatewayRecord);
        return new GatewayReading(
            StoreKey.LastComponent(entry.Key), AgeOf(entry), record.InFlight, record.Bound, record.Draining ?? [], record.AdminInFlight, record.StoppingTerm)
        {
            Certificates = record.Certificates,
            TakesCertificates = record.TakesCertificates,
        };
    }

    private GatewayView ViewOf(StoreEntry entry)
    {
        var record = RecordJson.Read(entry, GatewayRecordJson.Default.GatewayRecord);
        return new GatewayView(
            StoreKey.LastComponent(entry.Key), record.Url, record.Management, record.Version, time.GetUtcNow() - AgeOf(entry))
        {
            InFlight = record.InFlight,
            Bound = record.Bound,
            Certificates = record.Certificates,
            TakesCertificates = record.TakesCertificates,
        };
    }

    // Null when left out: generated deserialization passes over the initializers of init-only properties.
    private static GatewayRecord RecordOf(GatewayReport report) => new(
        report.Url, report.Management, report.Version, report.InFlight ?? Nothing, report.Bound ?? Nothing, report.Certificates ?? [],
        report.SettingsRevision, report.Draining ?? [], report.AdminInFlight, report.StoppingTerm, report.TakesCertificates);

    private static string KeyOf(string id) => Prefix + Uri.EscapeDataString(id);
}

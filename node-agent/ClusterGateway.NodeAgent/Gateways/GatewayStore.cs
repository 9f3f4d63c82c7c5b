using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>The gateways that have reported within <see cref="TimeToLive"/>, by the store's clock.</summary>
internal sealed class GatewayStore(IClusterStore store, TimeProvider time)
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(10);

    private const string Prefix = "gateways/";

    private static readonly Dictionary<string, long> Nothing = [];

    /// <summary>Keeps the report for the time to live; true when the gateway was not there before.</summary>
    public async Task<bool> ReportAsync(string id, GatewayReport report, CancellationToken cancellationToken)
    {
        var record = RecordJson.Write(RecordOf(report), GatewayRecordJson.Default.GatewayRecord);
        if (await PutAsync(id, record, StoreCondition.Present, cancellationToken))
        {
            return false;
        }

        await PutAsync(id, record, StoreCondition.Any, cancellationToken);
        return true;
    }

    public async Task<GatewayView?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.GetAsync(KeyOf(id), cancellationToken) is { } entry ? ViewOf(entry) : null;

    public Task<Page<GatewayView>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        page.ReadAsync(store, Prefix, ViewOf, cancellationToken);

    // Quiet: reports come every few seconds, and whoever wants them reads them.
    private async Task<bool> PutAsync(string id, byte[] record, StoreCondition condition, CancellationToken cancellationToken) =>
        (await store.CommitAsync(new StoreCommit(new StorePut(KeyOf(id), record, condition, TimeToLive)) { Quiet = true }, cancellationToken))
        .Committed;

    private GatewayView ViewOf(StoreEntry entry)
    {
        var record = RecordJson.Read(entry, GatewayRecordJson.Default.GatewayRecord);
        var age = TimeToLive - (entry.ExpiresIn ?? TimeToLive);
        return new GatewayView(
            StoreKey.LastComponent(entry.Key), record.Url, record.Management, record.Version, time.GetUtcNow() - age)
        {
            InFlight = record.InFlight,
            Bound = record.Bound,
        };
    }

    // Null when left out: generated deserialization passes over the initializers of init-only properties.
    private static GatewayRecord RecordOf(GatewayReport report) => new(
        report.Url, report.Management, report.Version, report.InFlight ?? Nothing, report.Bound ?? Nothing, report.Certificates ?? [],
        report.SettingsRevision);

    private static string KeyOf(string id) => Prefix + Uri.EscapeDataString(id);
}

using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>How often an address was blocked, as it was read: the longer it goes on, the longer it stays out.</summary>
internal sealed record Offences(string Key, StoreEntry? Entry)
{
    public int Blocks => Entry is null ? 0 : RecordJson.Read(Entry, CountingJson.Default.OffencesRecord).Blocks;

    public static async Task<Offences> ReadAsync(IClusterStore store, LogIn login, CancellationToken cancellationToken)
    {
        var key = ScreeningKeys.Offences(login.Scope, login.Range);
        return new Offences(key, await store.GetAsync(key, cancellationToken));
    }

    /// <summary>One more, of this length; remembered for a while after its end.</summary>
    public StorePut More(TimeSpan block, TimeSpan remember) => new(
        Key, RecordJson.Write(new OffencesRecord(Blocks + 1), CountingJson.Default.OffencesRecord), StoreCondition.Unchanged(Entry), block + remember);
}

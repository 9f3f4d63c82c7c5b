using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>
/// The failures of one account from one address, as they were last seen. They remember in which windows of the address and of the account
/// they are counted: when the owner logs in at last, they are taken back there.
/// </summary>
/// <param name="Entry">Null while nothing failed.</param>
internal sealed record PairBucket(string Key, TimeSpan Window, StoreEntry? Entry)
{
    /// <summary>Tries of one pair whose secrets are remembered; later ones count each.</summary>
    private const int MostSecrets = 64;

    public int Count => Current?.Count ?? 0;

    private PairRecord? Current => Entry is null ? null : RecordJson.Read(Entry, CountingJson.Default.PairRecord);

    /// <summary>Whether this was tried before, by its keyed hash.</summary>
    public bool Has(string? secret) => secret is not null && Current?.Secrets?.Contains(secret, StringComparer.Ordinal) == true;

    /// <summary>Counts one failure more, which is counted in these windows, too.</summary>
    public StorePut Charge(string? secret, string addressWindow, string? accountWindow)
    {
        var current = Current ?? new PairRecord(0, null, 0, null, 0, null);
        var secrets = current.Secrets ?? [];
        var next = new PairRecord(
            current.Count + 1,
            addressWindow,
            current.AddressWindow == addressWindow ? current.OnAddress + 1 : 1,
            accountWindow,
            current.AccountWindow == accountWindow ? current.OnAccount + 1 : 1,
            secret is null || secrets.Count >= MostSecrets ? current.Secrets : [.. secrets, secret]);
        return new StorePut(
            Key, RecordJson.Write(next, CountingJson.Default.PairRecord), StoreCondition.Unchanged(Entry), StoreTime.AtLeastSome(Entry?.ExpiresIn ?? Window));
    }

    /// <summary>Forgets them, and takes them back from the address and from the account, as far as their windows last.</summary>
    public IReadOnlyList<StoreOperation> Refund(AttemptBucket address, AttemptBucket account) => Current is not { } current
        ? []
        : [
            new StoreDelete(Key, StoreCondition.Unchanged(Entry)),
            .. new[] { address.Refund(current.AddressWindow, current.OnAddress), account.Refund(current.AccountWindow, current.OnAccount) }.OfType<StoreOperation>(),
        ];
}

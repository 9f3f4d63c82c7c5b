using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>Everything that was counted for a log-in, as it was read at one time.</summary>
/// <param name="Pair">Of the account and the address; of the address alone when no account is named.</param>
/// <param name="Block">The address's own block; null when it has none.</param>
internal sealed record CountedFailures(
    AttemptBucket Address, AttemptBucket Account, PairBucket Pair, StoreEntry? Known, StoreEntry? Offences, StoreEntry? Block)
{
    private const string NoAccount = "-";

    /// <summary>How often the address was blocked before.</summary>
    public int BlocksBefore => Offences is null ? 0 : RecordJson.Read(Offences, CountingJson.Default.OffencesRecord).Blocks;

    public static async Task<CountedFailures> ReadAsync(IClusterStore store, LogIn login, CancellationToken cancellationToken)
    {
        var (scope, range, policy, account) = (login.Scope, login.Range, login.Policy, login.Account ?? NoAccount);
        string[] keys =
        [
            ScreeningKeys.Address(scope, range), ScreeningKeys.Account(scope, account), ScreeningKeys.Pair(scope, account, range),
            ScreeningKeys.Known(scope, account, range), ScreeningKeys.Offences(scope, range), ScreeningKeys.Block(range),
        ];
        var found = await Task.WhenAll(keys.Select(key => store.GetAsync(key, cancellationToken)));
        return new CountedFailures(
            new AttemptBucket(keys[0], policy.AddressFailures, policy.Window, found[0]),
            new AttemptBucket(keys[1], policy.AccountFailures, policy.AccountWindow, found[1]),
            new PairBucket(keys[2], policy.Window, found[2]),
            found[3], found[4], found[5]);
    }

    public FailureCounts For(LogIn login) => login.Account is null
        ? new FailureCounts(Address.Count, 0, 0, Pair.Has(login.Secret), Known: false)
        : new FailureCounts(Address.Count, Account.Count, Pair.Count, Pair.Has(login.Secret), Known is not null);

    /// <summary>Counts the failure in all places.</summary>
    public IReadOnlyList<StoreOperation> Charge(LogIn login)
    {
        var address = Address.Charge(out var addressWindow);
        if (login.Account is null)
        {
            return login.Secret is null ? [address] : [address, Pair.Charge(login.Secret, addressWindow, accountWindow: null)];
        }

        var account = Account.Charge(out var accountWindow);
        return [address, account, Pair.Charge(login.Secret, addressWindow, accountWindow)];
    }

    /// <summary>What a block of the address leaves of the counts: its next failure is the first again. Who attacks an account is still counted there.</summary>
    public IReadOnlyList<StoreOperation> Close(LogIn login, bool charge)
    {
        var policy = login.Policy;
        var block = policy.BlockAfter(BlocksBefore);
        return
        [
            new StoreDelete(Address.Key, StoreCondition.Unchanged(Address.Entry)),
            new StoreDelete(Pair.Key, StoreCondition.Unchanged(Pair.Entry)),
            .. charge && login.Account is not null ? [Account.Charge()] : Array.Empty<StoreOperation>(),
            new StorePut(
                ScreeningKeys.Offences(login.Scope, login.Range),
                RecordJson.Write(new OffencesRecord(BlocksBefore + 1), CountingJson.Default.OffencesRecord),
                StoreCondition.Unchanged(Offences),
                block + policy.Remember),
        ];
    }
}

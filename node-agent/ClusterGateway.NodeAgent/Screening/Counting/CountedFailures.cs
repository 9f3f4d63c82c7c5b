using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>Everything that was counted for a log-in, as it was read at one time.</summary>
/// <param name="Pair">Of the account and the address; of the address alone when no account is named.</param>
/// <param name="Block">The address's own block; null when it has none.</param>
internal sealed record CountedFailures(
    AttemptBucket Address, AttemptBucket Account, PairBucket Pair, StoreEntry? Known, StoreEntry? Block)
{
    private const string NoAccount = "-";

    private static readonly Task<StoreEntry?> Nothing = Task.FromResult<StoreEntry?>(null);

    /// <summary>Only what this log-in touches: a gateway knows of no accounts.</summary>
    public static async Task<CountedFailures> ReadAsync(IClusterStore store, LogIn login, CancellationToken cancellationToken)
    {
        var (scope, range, policy, account) = (login.Scope, login.Range, login.Policy, login.Account ?? NoAccount);
        var (hasAccount, hasPair) = (login.Account is not null, login.Account is not null || login.Secret is not null);
        string[] keys = [ScreeningKeys.Address(scope, range), ScreeningKeys.Account(scope, account), ScreeningKeys.Pair(scope, account, range)];
        var found = await Task.WhenAll(
            store.GetAsync(keys[0], cancellationToken),
            hasAccount ? store.GetAsync(keys[1], cancellationToken) : Nothing,
            hasPair ? store.GetAsync(keys[2], cancellationToken) : Nothing,
            hasAccount ? store.GetAsync(ScreeningKeys.Known(scope, account, range), cancellationToken) : Nothing,
            store.GetAsync(ScreeningKeys.Block(range), cancellationToken));
        return new CountedFailures(
            new AttemptBucket(keys[0], policy.AddressFailures, policy.Window, found[0]),
            new AttemptBucket(keys[1], policy.AccountFailures, policy.AccountWindow, found[1]),
            new PairBucket(keys[2], policy.Window, found[2]),
            found[3], found[4]);
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
    public IReadOnlyList<StoreOperation> Close(LogIn login, bool charge) =>
    [
        new StoreDelete(Address.Key, StoreCondition.Unchanged(Address.Entry)),
        .. login.Account is null && login.Secret is null ? Array.Empty<StoreOperation>() : [new StoreDelete(Pair.Key, StoreCondition.Unchanged(Pair.Entry))],
        .. charge && login.Account is not null ? [Account.Charge()] : Array.Empty<StoreOperation>(),
    ];
}

using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// Charges password attempts before the password is looked at, and takes the charge back when it was right: however many try at once on
/// however many nodes, no more are evaluated than the limits allow.
/// </summary>
internal sealed class LinkAttempts(IClusterStore store, ShareLinkOptions options, TimeProvider time)
{
    private readonly KeyedLock _turns = new();

    /// <summary>What was tried so far.</summary>
    public Task<AttemptCharge> ReadAsync(string link, string client, CancellationToken cancellationToken) => ReadAsync(
        new AttemptCharge(
            link,
            [
                new AttemptBucket(ShareLinkKeys.Attempts(link, client), options.ClientAttempts, options.ClientWindow, Entry: null),
                new AttemptBucket(ShareLinkKeys.Attempts(link), options.LinkAttempts, options.LinkWindow, Entry: null),
            ]),
        cancellationToken);

    /// <summary>Charges one attempt; answers the buckets as they are then, and false when one was full.</summary>
    public async Task<(AttemptCharge Charge, bool Charged)> ChargeAsync(AttemptCharge seen, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(seen.Link, cancellationToken);
        for (var lost = 1; !seen.IsFull; lost++)
        {
            var charged = seen.Buckets.Select(b => b.Charge()).ToList();
            var result = await CommitAsync(charged, cancellationToken);
            if (result.Committed)
            {
                return (seen with { Buckets = [.. seen.Buckets.Zip(charged, (bucket, put) => bucket.Written(put, result))] }, true);
            }

            seen = seen.After(result);
            await Contention.PauseUnlessFirstAsync(lost, time, cancellationToken);
        }

        return (seen, false);
    }

    /// <summary>Takes a charge back, as far as its windows are not over.</summary>
    public async Task RefundAsync(AttemptCharge charged, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(charged.Link, cancellationToken);
        var seen = await ReadAsync(charged, cancellationToken);
        for (var lost = 1; ; lost++)
        {
            var refunds = seen.Buckets.Zip(charged.Buckets, (now, then) => now.Refund(then.WindowName)).OfType<StoreOperation>().ToList();
            if (refunds.Count == 0 || await CommitAsync(refunds, cancellationToken) is not { Committed: false } result)
            {
                return;
            }

            seen = seen.After(result);
            await Contention.PauseUnlessFirstAsync(lost, time, cancellationToken);
        }
    }

    private async Task<AttemptCharge> ReadAsync(AttemptCharge charge, CancellationToken cancellationToken)
    {
        var entries = await Task.WhenAll(charge.Buckets.Select(b => store.GetAsync(b.Key, cancellationToken)));
        return charge with { Buckets = [.. charge.Buckets.Zip(entries, (bucket, entry) => bucket with { Entry = entry })] };
    }

    private Task<CommitResult> CommitAsync(IReadOnlyList<StoreOperation> operations, CancellationToken cancellationToken) =>
        store.CommitAsync(new StoreCommit(operations) { Quiet = true }, cancellationToken);
}

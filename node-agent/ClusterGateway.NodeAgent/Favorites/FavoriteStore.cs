using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Favorites;

/// <summary>
/// The favorites of users, <c>favorites/{user}/{item}</c>: an entry each, so that changes of different items never meet. They do not
/// expire, and nobody watches them.
/// </summary>
internal sealed class FavoriteStore(IClusterStore store)
{
    public Task<Page<FavoriteView>> ListAsync(string user, PageRequest page, CancellationToken cancellationToken) =>
        page.ReadAsync(store, PrefixOf(user), ViewOf, cancellationToken);

    /// <summary>True when it is new. One that was there already is not written again.</summary>
    public async Task<bool> AddAsync(string user, string item, CancellationToken cancellationToken)
    {
        var record = RecordJson.Write(new FavoriteRecord(item), FavoriteRecordJson.Default.FavoriteRecord);
        return await CommitAsync(new StorePut(KeyOf(user, item), record, StoreCondition.Absent), cancellationToken);
    }

    public async Task<bool> ContainsAsync(string user, string item, CancellationToken cancellationToken) =>
        await store.GetAsync(KeyOf(user, item), cancellationToken) is not null;

    /// <summary>False when it was not there and had to be.</summary>
    public Task<bool> RemoveAsync(string user, string item, bool onlyIfPresent, CancellationToken cancellationToken) =>
        CommitAsync(new StoreDelete(KeyOf(user, item), onlyIfPresent ? StoreCondition.Present : StoreCondition.Any), cancellationToken);

    private async Task<bool> CommitAsync(StoreOperation operation, CancellationToken cancellationToken) =>
        (await store.CommitAsync(new StoreCommit(operation) { Quiet = true }, cancellationToken)).Committed;

    private static FavoriteView ViewOf(StoreEntry entry) => new(RecordJson.Read(entry, FavoriteRecordJson.Default.FavoriteRecord).Item);

    private static string PrefixOf(string user) => $"favorites/{EntryName.Of(user)}/";

    private static string KeyOf(string user, string item) => PrefixOf(user) + EntryName.Of(item);
}

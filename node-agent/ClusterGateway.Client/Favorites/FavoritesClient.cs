using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;

namespace ClusterGateway.Client.Favorites;

/// <summary>Items that a user marked, the same on every node at once.</summary>
public sealed class FavoritesClient
{
    private readonly AgentConnection _agent;

    internal FavoritesClient(AgentConnection agent) => _agent = agent;

    /// <summary>In the order of their names' encodings.</summary>
    public IAsyncEnumerable<FavoriteView> ListAsync(string user, CancellationToken cancellationToken) =>
        _agent.ReadAsync(PathOf(user), ContractsJson.Default.PageFavoriteView, filters: [], cancellationToken);

    /// <summary>Adding what is there changes nothing.</summary>
    public Task AddAsync(string user, string item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, user, item, cancellationToken);

    /// <summary>Removing what is not there changes nothing.</summary>
    public Task RemoveAsync(string user, string item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, user, item, cancellationToken);

    private static string PathOf(string user) => $"/v1/users/{AgentConnection.Segment(user)}/favorites";

    private async Task SendAsync(HttpMethod method, string user, string item, CancellationToken cancellationToken)
    {
        using var response = await _agent.SendAsync(
            method, $"{PathOf(user)}/{AgentConnection.Segment(item)}", body: null, expected: [], cancellationToken).ConfigureAwait(false);
    }
}

using System.Text;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>
/// Three agents over one store, for all tests of a class, which use names of their own. The clock of the second is an hour ahead, that of
/// the third an hour behind: what they share must not depend on it.
/// </summary>
public sealed class SharedAgents<TFixture> : IAgents, IAsyncLifetime
    where TFixture : StoreFixture, new()
{
    private readonly TFixture _store = new();
    private readonly Dictionary<(string, string), HttpClient> _clients = [];
    private AgentCluster _cluster = null!;

    AgentCluster IAgents.Cluster => _cluster;

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        _cluster = await AgentCluster.StartAsync(
            _store,
            ("node1", TimeProvider.System),
            ("node2", new ShiftedTime(TimeSpan.FromHours(1))),
            ("node3", new ShiftedTime(TimeSpan.FromHours(-1))));
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _cluster.DisposeAsync();
        await _store.DisposeAsync();
    }

    async Task<Answer> IAgents.SendAsync(string node, string method, string path, string? body, string token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client(node, token).SendAsync(request);
        return new Answer(response.StatusCode, response.Headers.ETag?.ToString(), await response.Content.ReadAsStringAsync());
    }

    private HttpClient Client(string node, string token)
    {
        lock (_clients)
        {
            if (!_clients.TryGetValue((node, token), out var client))
            {
                client = _cluster[node].Client(token);
                _clients.Add((node, token), client);
            }

            return client;
        }
    }
}

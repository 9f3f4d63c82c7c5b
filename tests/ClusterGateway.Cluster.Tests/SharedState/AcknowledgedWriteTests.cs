using System.Collections.Concurrent;
using ClusterGateway.Client;
using ClusterGateway.Cluster.Tests.Faults;
using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Cluster.Tests.SharedState;

/// <summary>What an agent has acknowledged is there after agents, and the store where it promises so, were killed.</summary>
public sealed class AcknowledgedWriteTests
{
    private const int Faults = 3;
    private const int Writers = 4;

    private readonly ConcurrentQueue<(string User, string Item)> _favorites = new();
    private readonly ConcurrentQueue<string> _links = new();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("redis")]
    public async Task FavoritesAndLinks_Acknowledged_SurviveKills(string store)
    {
        await using var faulty = await FaultyCluster.StartAsync(store);
        var file = faulty.Cluster.File;
        using var http = new HttpClient();
        var agents = file.Nodes
            .Select(node => new ClusterClient(http, new ClusterClientOptions { Agent = node.Agent, Token = () => file.Tokens.App })).ToList();

        var faults = faulty.NewSchedule(seed: 1);
        await faults.RunAsync(Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(agents, w, () => faults.Count >= Faults))));

        Assert.NotEmpty(_favorites);
        Assert.NotEmpty(_links);
        var favorites = new HashSet<(string, string)>();
        for (var writer = 0; writer < Writers; writer++)
        {
            await foreach (var favorite in agents[0].Favorites.ListAsync($"user-{writer}", CancellationToken.None))
            {
                favorites.Add(($"user-{writer}", favorite.Item));
            }
        }

        Assert.Empty(_favorites.Except(favorites));
        Assert.Empty(_links.Except(await agents[0].ShareLinks.ListAsync(owner: null, target: null, CancellationToken.None).Select(l => l.Id).ToListAsync()));
    }

    private async Task WriteAsync(List<ClusterClient> agents, int writer, Func<bool> isEnough)
    {
        var random = new Random(writer);
        for (var i = 0; !isEnough(); i++)
        {
            var agent = agents[random.Next(agents.Count)];
            try
            {
                await agent.Favorites.AddAsync($"user-{writer}", $"item-{i}", CancellationToken.None);
                _favorites.Enqueue(($"user-{writer}", $"item-{i}"));
                var link = await agent.ShareLinks.CreateAsync(
                    new ShareLinkRequest { Target = $"/{writer}/{i}", Owner = $"user-{writer}" }, idempotencyKey: null, CancellationToken.None);
                _links.Enqueue(link.Id);
            }
            catch (AgentUnavailableException)
            {
                // Not acknowledged: it may be there or not.
            }
        }
    }
}

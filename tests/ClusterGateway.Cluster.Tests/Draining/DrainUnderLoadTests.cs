using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Draining;

public sealed class DrainUnderLoadTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    /// <summary>Promised are 2 s; a test machine may be slow.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(8);

    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Drain_OfThePrimaryUnderLoad_LosesNothing_AndIsToldSoonAfterTheLastSession()
    {
        var users = await fixture.SignInAsync(30);
        var node = await Cluster.PrimaryAsync();
        var (leaving, staying) = (users.Where(u => u.Session.Node == node).ToList(), users.Where(u => u.Session.Node != node).ToList());
        using var leave = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var left = Task.WhenAll(leaving.Select(user => UseAsync(user, leave.Token)));
        var stayed = Task.WhenAll(staying.Select(user => UseAsync(user, stop.Token)));

        await CommandAsync(node, "drain");
        await Eventually.TrueAsync(
            async () => await NodeAsync(node) is { Serving: true, Drain: { CountedBy: SessionSource.References, Remaining: > 1600 } drain }
                && drain.Sessions == leaving.Count,
            "the gateway showed whom the drain waits for");
        await Eventually.TrueAsync(async () => (await Cluster.StatusAsync()).Primary is { } primary && primary != node, "the primary role was handed over");
        foreach (var newcomer in fixture.NewUsers(12))
        {
            Assert.NotEqual(node, (await newcomer.SignInAsync()).Node);
        }

        await leave.CancelAsync();
        Assert.Equal(0, (await left).Sum());
        await Task.WhenAll(leaving.Skip(1).Select(user => user.User.SendAsync(HttpMethod.Post, "/logout")));
        Assert.True(await leaving[0].KeptAsync());
        Assert.Equal(AdministrativeState.Draining, (await NodeAsync(node)).AdministrativeState);
        await leaving[0].User.SendAsync(HttpMethod.Post, "/logout");
        var ended = TimeProvider.System.GetTimestamp();

        await Eventually.TrueAsync(
            async () => (await EventsAsync()).Any(e => e.Type == EventTypes.NodeDrained && e.Node == node), "the event that the node is drained");
        var took = TimeProvider.System.GetElapsedTime(ended);
        output.WriteLine($"event {took.TotalSeconds:0.00} s after the last sign-out");
        Assert.InRange(took, TimeSpan.Zero, Generous);
        await Eventually.TrueAsync(async () => await NodeAsync(node) is { Serving: false, Drain: null }, "the gateway sends nothing there any more");
        await stop.CancelAsync();
        Assert.Equal(0, (await stayed).Sum());

        await CommandAsync(node, "activate");
        await Eventually.TrueAsync(async () => (await NodeAsync(node)).Serving, "the node serves again");
    }

    /// <returns>How often the session was not there, or the request failed.</returns>
    private static async Task<int> UseAsync(SignedIn user, CancellationToken until)
    {
        var losses = 0;
        do
        {
            losses += await user.KeptAsync() ? 0 : 1;
        }
        while (!until.IsCancellationRequested);
        return losses;
    }

    private async Task<NodeView> NodeAsync(string id) => (await Cluster.StatusAsync()).Nodes.Single(n => n.Id == id);

    private async Task CommandAsync(string node, string command)
    {
        using var http = Management();
        using var answer = await http.PostAsync(new Uri($"/api/v1/nodes/{node}/{command}", UriKind.Relative), content: null);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private async Task<IReadOnlyList<EventView>> EventsAsync()
    {
        using var http = Management();
        return (await http.GetFromJsonAsync("/api/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items;
    }

    private HttpClient Management() => new()
    {
        BaseAddress = Cluster.File.Gateways[0].Management,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Cluster.File.Tokens.Admin) },
    };
}

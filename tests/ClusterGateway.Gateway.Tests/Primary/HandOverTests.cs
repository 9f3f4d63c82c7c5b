using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Primary;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Primary;

/// <summary>What the agents are told while the primary hands over.</summary>
public sealed class HandOverTests
{
    [Fact]
    public async Task Stopping_RunningRequestIsToldAndFinishes_NextOneGoesToTheNewPrimary()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var finish = await PrimaryThatWaitsAsync(gateway, n1);
        var running = gateway.NodeThatAnswersAsync("/admin/slow");
        await Eventually.TrueAsync(() => gateway.Service<AdminRequests>().Running == 1, "the request runs");

        n1.Self = n1.Self with { Stopping = true };
        await ToldAsync([n1, n2], new(StoppingTerm: 1, AdminInFlight: 1));
        var held = gateway.NodeThatAnswersAsync("/admin/next");
        finish.SetResult();

        Assert.Equal("n1", await Eventually.CompletesAsync(running, "the answer of the old primary"));
        await ToldAsync([n1, n2], new(StoppingTerm: 1, AdminInFlight: 0));
        n1.BecomeSecondary(term: 1);
        n2.BecomePrimary(term: 2);
        Assert.Equal("n2", await Eventually.CompletesAsync(held, "the answer of the new primary"));
        await ToldAsync([n1, n2], new(StoppingTerm: null, AdminInFlight: 0));
    }

    [Theory]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Active)]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Maintenance)]
    public async Task Stopping_OfAPrimaryThatGetsNothingAnyMore_IsToldToo(NodeHealth health, AdministrativeState state)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.BecomePrimary(term: 3);

        n1.Self = n1.Self with { Stopping = true, Health = health, AdministrativeState = state };

        await ToldAsync([n1], new(StoppingTerm: 3, AdminInFlight: 0));
    }

    [Fact]
    public async Task Stopping_EventStreamRuns_IsNotAmongThoseTold()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        var finish = await PrimaryThatWaitsAsync(gateway, n1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var running = gateway.Client.SendAsync(request);
        await Eventually.TrueAsync(() => n1.Application.Requests.Any(r => r.ContainsKey("cluster-term")), "the stream runs");

        n1.Self = n1.Self with { Stopping = true };

        await ToldAsync([n1], new(StoppingTerm: 1, AdminInFlight: 0));
        Assert.False(running.IsCompleted);
        finish.SetResult();
        (await running).Dispose();
    }

    private static async Task<TaskCompletionSource> PrimaryThatWaitsAsync(RunningGateway gateway, FakeNodeAgent node)
    {
        var finish = new TaskCompletionSource();
        var answer = node.Application.Respond;
        node.Application.Respond = async context =>
        {
            await finish.Task;
            await answer(context);
        };
        node.BecomePrimary(term: 1);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is not null, "there is a primary");
        return finish;
    }

    /// <summary>Any agent gets the reports.</summary>
    private static Task ToldAsync(FakeNodeAgent[] nodes, Told expected) => Eventually.TrueAsync(
        () => nodes.SelectMany(n => n.Reports.Values).Any(r => Of(r) == expected), $"a report says {expected}");

    private static Told Of(GatewayReport report) => new(report.StoppingTerm, report.AdminInFlight);

    private sealed record Told(long? StoppingTerm, long? AdminInFlight);
}

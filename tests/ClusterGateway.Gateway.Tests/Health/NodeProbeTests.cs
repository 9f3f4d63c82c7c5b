using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class NodeProbeTests
{
    [Fact]
    public async Task SilentAgent_ApplicationAnswers_UnknownAndStillServed()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        n2.Answers = false;

        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Unknown, "unknown");
        Assert.Equal(new Admission(true, PlacementTier.Unknown), gateway.View.Current.Nodes["n2"].Admission);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync());
        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        Assert.Equal("n2", await gateway.NodeThatAnswersAsync());
    }

    [Fact]
    public async Task SilentAgent_ApplicationTooSlowForTheProbeButUsersAreAnswered_Unknown()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["Probing"]!["Timeout"] = "2s";
        await using var gateway = await RunningGateway.StartAsync(configuration);
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Healthy && gateway.Routes(n1), "healthy");
        n1.Application.Respond = context => context.Request.Headers.ContainsKey("X-Forwarded-For")
            ? context.Response.WriteAsync("n1")
            : new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        using var done = new CancellationTokenSource();
        var users = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                Assert.Equal("n1", await gateway.NodeThatAnswersAsync());
            }
        });

        n1.Answers = false;

        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unknown, "unknown");
        await done.CancelAsync();
        await users;
    }

    [Fact]
    public async Task AgentAndApplicationGone_UnhealthyThenBack()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        await n2.StopAgentAsync();
        await n2.Application.StopAsync();
        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Unhealthy, "unhealthy");

        await n2.Application.StartAsync();
        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Unknown, "unknown, as only the application is back");
        await n2.StartAgentAsync();
        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Healthy, "healthy");
    }

    [Fact]
    public async Task Maintenance_OfASilentAgent_IsLearnedFromTheOthers()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        await n2.StopAgentAsync();
        await gateway.UntilAsync("n2", n => n.Health == NodeHealth.Unknown, "unknown");

        n1.Members = () => [n1.View, n2.View with { AdministrativeState = AdministrativeState.Maintenance, LastSeen = TimeProvider.System.GetUtcNow() }];

        await gateway.UntilAsync("n2", n => n.Admission == AdmissionDecision.Nothing, "gets nothing");
    }

    [Fact]
    public async Task SuspectHang_ApplicationAnswersAgain_IsNoticedWithoutARequest()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        gateway.View.SuspectHang("n1", since: 1);
        await gateway.UntilAsync("n1", n => n.ApplicationSilent, "silent");

        n1.Application.Respond = context => context.Response.WriteAsync("n1");

        await gateway.UntilAsync("n1", n => !n.ApplicationSilent, "answers again");
    }

    [Fact]
    public async Task SuspectHang_ApplicationAnswers_SameRequestsAskMoreSeldomThanNewOnes()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var waits = TimeProvider.System.GetTimestamp();

        // Both are asked as often as they may be; on one of them nothing new happens.
        await Eventually.TrueAsync(
            () =>
            {
                gateway.View.SuspectHang("n1", waits);
                gateway.View.SuspectHang("n2", TimeProvider.System.GetTimestamp());
                return n2.Application.Requests.Count >= 20;
            },
            "the other one was asked twenty times");

        Assert.InRange(n1.Application.Requests.Count, 2, 12);
    }

    [Fact]
    public async Task ReportConnectFailure_ApplicationDown_JudgedWhenItCompletes()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        await n1.Application.StopAsync();

        var judged = gateway.View.ReportConnectFailureAsync("n1", CancellationToken.None);

        Assert.Equal(PlacementTier.Never, gateway.View.Current.Nodes["n1"].Admission.Tier);
        await Eventually.CompletesAsync(judged, "the judgment");
        Assert.Equal(NodeHealth.Unhealthy, gateway.View.Current.Nodes["n1"].Health);
        await n1.Application.StartAsync();
        await gateway.UntilAsync("n1", n => n.Admission.Tier == PlacementTier.Healthy, "takes new clients again");
    }

    [Fact]
    public async Task ReportConnectFailure_ApplicationAnswers_CostsNothing()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        await Eventually.CompletesAsync(gateway.View.ReportConnectFailureAsync("n1", CancellationToken.None), "the judgment");

        Assert.Equal(new Admission(true, PlacementTier.Healthy), gateway.View.Current.Nodes["n1"].Admission);
    }

    [Fact]
    public async Task SilentAgent_ApplicationAnswers500_Unhealthy()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Application.Respond = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };

        n1.Answers = false;

        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
    }
}

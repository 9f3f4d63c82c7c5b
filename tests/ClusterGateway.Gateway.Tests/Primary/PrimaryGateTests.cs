using System.Net;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Primary;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.Hosting;

namespace ClusterGateway.Gateway.Tests.Primary;

public sealed class PrimaryGateTests
{
    [Fact]
    public async Task NoPrimary_RequestWaits_AndGoesToTheNextOne()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);

        var waiting = gateway.NodeThatAnswersAsync("/admin/x");
        await HeldAsync(gateway, 1);
        n2.BecomePrimary(term: 3);

        Assert.Equal("n2", await Eventually.CompletesAsync(waiting, "the answer of the new primary"));
        var headers = n2.Application.Requests.Last(r => r.ContainsKey("cluster-term"));
        Assert.Equal(("n2", "primary", "3"), (headers["cluster-node"], headers["cluster-role"], headers["cluster-term"]));
    }

    [Fact]
    public async Task StalePrimary_IsRefusedAsSoonAsAnybodyKnowsAHigherTerm()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 5);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));

        n2.BecomeSecondary(term: 6);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is null, "nobody is trusted");
        var waiting = gateway.NodeThatAnswersAsync("/admin/x");
        await HeldAsync(gateway, 1);
        n2.BecomePrimary(term: 6);

        Assert.Equal("n2", await Eventually.CompletesAsync(waiting, "the answer of the new primary"));
    }

    [Fact]
    public async Task PrimaryGoesDown_RequestThatCannotBeSentAgain_MayFinishWhileTheApplicationAnswers()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));
        var (arrived, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        n1.Application.Respond = async context =>
        {
            if (context.Request.Method == "PROPFIND")
            {
                arrived.SetResult();
                await finish.Task;
            }
        };
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), "/admin/x") { Content = new StringContent("body") };
        var waiting = gateway.Client.SendAsync(request);
        await Eventually.CompletesAsync(arrived.Task, "the request arrived");

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        gateway.Service<IEnumerable<IHostedService>>().OfType<WatchWorker>().Single().Look();
        finish.SetResult();

        using var response = await Eventually.CompletesAsync(waiting, "the answer");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Stopping_HoldsRequests()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));

        n1.Self = n1.Self with { Stopping = true };
        await Eventually.TrueAsync(() => gateway.View.Current.Primary?.Stopping == true, "the hand-over is seen");
        var waiting = gateway.NodeThatAnswersAsync("/admin/x");
        await HeldAsync(gateway, 1);
        n1.BecomePrimary(term: 2);

        Assert.Equal("n1", await Eventually.CompletesAsync(waiting, "the answer"));
    }

    [Fact]
    public async Task NobodyComes_503AfterTheWait()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["Primary"] = new System.Text.Json.Nodes.JsonObject { ["Wait"] = "200ms" };
        await using var gateway = await RunningGateway.StartAsync(configuration);

        using var response = await gateway.Client.GetAsync("/admin/x");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("no-primary", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Service<PrimaryQueue>().Held);
    }

    [Fact]
    public async Task QueueFull_503AtOnce()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ClusterGateway"]!["Primary"] = new System.Text.Json.Nodes.JsonObject { ["Queue"] = 1 };
        await using var gateway = await RunningGateway.StartAsync(configuration);
        var waiting = gateway.NodeThatAnswersAsync("/admin/x");
        await HeldAsync(gateway, 1);

        using var response = await Eventually.CompletesAsync(gateway.Client.GetAsync("/admin/y"), "the refusal");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await Eventually.CompletesAsync(waiting, "the answer"));
    }

    [Fact]
    public async Task ClientLeaves_PlaceIsFree()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var leave = new CancellationTokenSource();
        var waiting = gateway.Client.GetAsync("/admin/x", leave.Token);
        await HeldAsync(gateway, 1);

        await leave.CancelAsync();

        await HeldAsync(gateway, 0);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task PrimaryRefusesConnections_NotYetSent_GoesBackToTheWait(string method)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));
        await n1.Application.StopAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), "/admin/x");
        request.Content = method == "POST" ? new StringContent("body") : null;
        var waiting = gateway.Client.SendAsync(request);
        await HeldAsync(gateway, 1);
        n2.BecomePrimary(term: 2);

        using var response = await Eventually.CompletesAsync(waiting, "the answer");
        Assert.Equal("n2", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ConnectionLostAfterSending_SafeWaits_OthersGet502()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));
        n1.Application.Respond = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        using var post = await gateway.Client.PostAsync("/admin/x", new StringContent("body"));
        var safe = gateway.NodeThatAnswersAsync("/admin/x");
        n2.BecomePrimary(term: 2);

        Assert.Equal(HttpStatusCode.BadGateway, post.StatusCode);
        Assert.Equal("n2", await Eventually.CompletesAsync(safe, "the answer of the new primary"));
    }

    [Fact]
    public async Task PrimaryHangs_SafeRequestGoesBackToTheWait()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 1);
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync("/admin/x"));
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        var waiting = gateway.NodeThatAnswersAsync("/admin/x");
        await Eventually.TrueAsync(() => n1.Application.Requests.Count(r => r.ContainsKey("cluster-term")) == 2, "the request reached the primary");

        n1.Self = n1.Self with { Health = Contracts.Nodes.NodeHealth.Unhealthy };
        await HeldAsync(gateway, 1);
        n2.BecomePrimary(term: 2);

        Assert.Equal("n2", await Eventually.CompletesAsync(waiting, "the answer of the new primary"));
    }

    private static Task HeldAsync(RunningGateway gateway, int count) =>
        Eventually.TrueAsync(() => gateway.Service<PrimaryQueue>().Held == count, $"{count} requests wait");
}

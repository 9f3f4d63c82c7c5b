using System.Net;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class HungNodeTests
{
    [Fact]
    public async Task NodeGoesDown_SafeRequestThatWaits_IsMoved()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var waiting = await HangAsync(gateway, n1, n2, () => gateway.Client.GetAsync("/"));

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };

        using var response = await Eventually.CompletesAsync(waiting, "the answer of the other node");
        Assert.Equal("n2", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task NodeGoesDown_EverySafeRequest_IsMovedWhateverTheBudget()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var moved = Task.FromResult(Array.Empty<string>());
        var waiting = await HangAsync(gateway, n1, n2, () =>
        {
            moved = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.NodeThatAnswersAsync()));
            return gateway.Client.GetAsync("/");
        }, requests: 51);

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };

        Assert.All(await Eventually.CompletesAsync(moved, "the answers of the other node"), node => Assert.Equal("n2", node));
        using var response = await Eventually.CompletesAsync(waiting, "the last answer");
    }

    [Fact]
    public async Task NodeGoesDown_OthersGet504()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var waiting = await HangAsync(gateway, n1, n2, () => gateway.Client.PostAsync("/", new StringContent("body")));

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };

        using var response = await Eventually.CompletesAsync(waiting, "the answer");
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("gateway-timeout", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, n2.Application.Requests.Count(r => r.ContainsKey("content-length")));
    }

    [Fact]
    public async Task AgentAndApplicationHang_FoundDownByTheGatewayItself()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var waiting = await HangAsync(gateway, n1, n2, () => gateway.Client.GetAsync("/"));

        n1.Answers = false;

        using var response = await Eventually.CompletesAsync(waiting, "the answer of the other node");
        Assert.Equal("n2", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Maintenance_RequestThatRuns_MayFinish()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var finish = new TaskCompletionSource();
        n1.Application.Respond = async context =>
        {
            await finish.Task;
            await context.Response.WriteAsync("n1");
        };
        var waiting = await StartOnAsync(gateway, n1, n2, () => gateway.Client.GetAsync("/"));

        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Maintenance };
        await gateway.UntilAsync("n1", n => !n.Admission.KeepsBound, "gets nothing new");
        finish.SetResult();

        using var response = await Eventually.CompletesAsync(waiting, "the answer");
        Assert.Equal("n1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task NodeGoesDown_ResponseThatHasBegun_IsLeftAlone()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var finish = new TaskCompletionSource();
        n1.Application.Respond = async context =>
        {
            await context.Response.WriteAsync("first,");
            await context.Response.Body.FlushAsync();
            await finish.Task;
            await context.Response.WriteAsync("last");
        };
        var waiting = await StartOnAsync(gateway, n1, n2, () => gateway.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead));
        using var response = await Eventually.CompletesAsync(waiting, "the headers");

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.NodeThatAnswersAsync()));
        finish.SetResult();

        Assert.Equal("first,last", await Eventually.CompletesAsync(response.Content.ReadAsStringAsync(), "the rest"));
    }

    private static Task<Task<HttpResponseMessage>> HangAsync(
        RunningGateway gateway, FakeNodeAgent hung, FakeNodeAgent other, Func<Task<HttpResponseMessage>> send, int requests = 1)
    {
        hung.Application.Respond = context => Task
            .Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return StartOnAsync(gateway, hung, other, send, requests);
    }

    /// <summary>Starts requests that all go to the one node: the other is not there for new clients until they run.</summary>
    private static async Task<Task<HttpResponseMessage>> StartOnAsync(
        RunningGateway gateway, FakeNodeAgent node, FakeNodeAgent other, Func<Task<HttpResponseMessage>> send, int requests = 1)
    {
        other.Self = other.Self with { AdministrativeState = AdministrativeState.Draining };
        await gateway.UntilAsync(other.Self.Id, n => n.AdministrativeState == AdministrativeState.Draining, "draining");
        var before = node.Application.Requests.Count(r => r.ContainsKey("cluster-node"));
        var waiting = send();
        await Eventually.TrueAsync(() => node.Application.Requests.Count(r => r.ContainsKey("cluster-node")) >= before + requests, "the node has them all");
        other.Self = other.Self with { AdministrativeState = AdministrativeState.Active };
        await gateway.UntilAsync(other.Self.Id, n => n.AdministrativeState == AdministrativeState.Active, "active");
        return waiting;
    }
}

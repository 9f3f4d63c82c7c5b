using System.Net;
using System.Net.Sockets;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.Retries;

/// <summary>A request that waits for a connection to a node that goes down: whether it left decides, not its method.</summary>
public sealed class NeverSentTests
{
    [Theory]
    [InlineData("POST", "body")]
    [InlineData("POST", null)]
    [InlineData("DELETE", null)]
    public async Task NodeGoesDown_StillConnecting_IsSentToAnotherNode(string method, string? body)
    {
        // Accepts, and never shakes hands: no connection over TLS comes about.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Address = $"https://{silent.LocalEndpoint}" };
        await using var gateway = await StartAsync(n1, n2);
        var waiting = await WaitsOnAsync(gateway, n1, n2, () => gateway.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), "/") { Content = body is null ? null : new StringContent(body) }));

        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };

        using var response = await Eventually.CompletesAsync(waiting, "the answer of the other node");
        Assert.Equal("n2", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PrimaryIsLost_StillConnecting_GoesBackToTheWait()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Address = $"https://{silent.LocalEndpoint}" };
        n1.BecomePrimary(term: 1);
        await using var gateway = await StartAsync(n1, n2);
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is not null, "n1 is the primary");
        var waiting = gateway.Client.PostAsync("/admin/x", new StringContent("body"));
        await Eventually.TrueAsync(() => Waits(gateway, "n1"), "it waits for a connection");

        n2.BecomePrimary(term: 2);

        using var response = await Eventually.CompletesAsync(waiting, "the answer of the next primary");
        Assert.Equal("n2", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(HttpProtocols.Http1, "body")]
    [InlineData(HttpProtocols.Http1, null)]
    [InlineData(HttpProtocols.Http2, "body")]
    [InlineData(HttpProtocols.Http2, null)]
    public async Task Look_Arrived_IsNotSafe(HttpProtocols protocol, string? body)
    {
        var arrived = new TaskCompletionSource();
        await using var hung = Hung(protocol, () => arrived.TrySetResult());
        await hung.StartAsync();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Self = n1.Self with { Address = hung.Urls.First() };
        await using var gateway = await StartAsync(
            n1, n2, "--ReverseProxy:Clusters:nodes:HttpRequest:VersionPolicy=RequestVersionExact",
            $"--ReverseProxy:Clusters:nodes:HttpRequest:Version={(protocol == HttpProtocols.Http2 ? "2" : "1.1")}");
        using var leave = new CancellationTokenSource();
        _ = await WaitsOnAsync(gateway, n1, n2, () => gateway.Client.PostAsync("/", body is null ? null : new StringContent(body), leave.Token));

        await Eventually.CompletesAsync(arrived.Task, "it arrives");

        await Eventually.TrueAsync(() => WaitOn(gateway, "n1") is { IsSafe: false }, "it counts as sent");
        await leave.CancelAsync();
    }

    private static WebApplication Hung(HttpProtocols protocol, Action onPost)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocol));
        var application = builder.Build();
        application.Run(async context =>
        {
            if (context.Request.Method == HttpMethod.Post.Method)
            {
                onPost();
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return application;
    }

    private static async Task<RunningGateway> StartAsync(FakeNodeAgent n1, FakeNodeAgent n2, params string[] arguments)
    {
        n1.Members = n2.Members = () => [n1.View, n2.View];
        var gateway = await RunningGateway.StartAsync(RunningGateway.Cluster(n1), ["--ClusterGateway:Timeouts:Connect=1m", .. arguments]);
        await Eventually.TrueAsync(() => gateway.Routes(n1) && gateway.Routes(n2), "the proxy learned the addresses");
        return gateway;
    }

    /// <summary>Starts a request that goes to the one node: the other is not there for new clients until it waits.</summary>
    private static async Task<Task<HttpResponseMessage>> WaitsOnAsync(
        RunningGateway gateway, FakeNodeAgent node, FakeNodeAgent other, Func<Task<HttpResponseMessage>> send)
    {
        other.Self = other.Self with { AdministrativeState = AdministrativeState.Draining };
        await gateway.UntilAsync(other.Self.Id, n => n.AdministrativeState == AdministrativeState.Draining, "draining");
        var waiting = send();
        await Eventually.TrueAsync(() => Waits(gateway, node.Self.Id), "the request waits for its node");
        other.Self = other.Self with { AdministrativeState = AdministrativeState.Active };
        await gateway.UntilAsync(other.Self.Id, n => n.AdministrativeState == AdministrativeState.Active, "active");
        return waiting;
    }

    private static bool Waits(RunningGateway gateway, string node) => WaitOn(gateway, node) is not null;

    private static WatchedWait? WaitOn(RunningGateway gateway, string node)
    {
        foreach (var watch in gateway.Service<RequestWatches>().All())
        {
            if (watch?.Look() is { } wait && wait.Node == node)
            {
                return wait;
            }
        }

        return null;
    }
}

using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Peers;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>samples/balancers/haproxy, by a real HAProxy in front of real agents.</summary>
public sealed class HaProxySampleTests : IAsyncLifetime
{
    private readonly Uri _socket = new($"tcp://127.0.0.1:{FreePort.Next()}");
    private BalancedCluster _cluster = null!;
    private HaProxy _haProxy = null!;

    public async Task InitializeAsync()
    {
        _cluster = await BalancedCluster.StartAsync();
        _haProxy = await HaProxy.StartAsync(port => _cluster.Sample(
            "haproxy/haproxy.cfg", ("bind :80\n", $"bind 127.0.0.1:{port}\n"), ("/run/haproxy/admin.sock mode 660", $"ipv4@{_socket.Authority}")));
        await EverywhereAsync("users", "UP");
    }

    public async Task DisposeAsync()
    {
        await _haProxy.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Drain_KeepsWhoIsThere_TakesNobodyNew_AndComesBack()
    {
        using var user = new BrowserLike(_haProxy.Url);
        var node = await user.AskAsync();

        await CommandAsync(node, "drain");
        await StateAsync("users", node, "DRAIN (agent)");

        Assert.Equal(node, await user.AskAsync());
        Assert.DoesNotContain(node, await NewUsersAsync());

        await CommandAsync(node, "maintenance");
        await StateAsync("users", node, "MAINT");
        Assert.Contains(await user.AskAsync(), BalancedCluster.Ids.Where(id => id != node));

        await CommandAsync(node, "activate");
        await StateAsync("users", node, "UP");
    }

    [Fact]
    public async Task Unhealthy_IsDownByTheAgent_AndUpAgain()
    {
        // Only the agent's own question fails: HAProxy's check of the application goes on to pass.
        _cluster.Application("node2").Respond = context =>
        {
            context.Response.StatusCode = context.Request.Headers.UserAgent.Count > 0 ? 503 : 200;
            return Task.CompletedTask;
        };
        await StateAsync("users", "node2", "DOWN (agent)");

        _cluster.Application("node2").Respond = context => context.Response.WriteAsync("node2");
        await StateAsync("users", "node2", "UP");
    }

    [Fact]
    public async Task Agent_Killed_MovesNoUser_AndTheRoleGoesOn()
    {
        var primary = await _cluster.PrimaryAsync();
        using var admin = new BrowserLike(_haProxy.Url);
        await Eventually.TrueAsync(async () => await admin.AskAsync("/admin") == primary.Id, "admin traffic reached the primary");

        await primary.KillAsync();

        await Eventually.TrueAsync(
            async () => BalancedCluster.Ids.Where(id => id != primary.Id).Contains(await admin.AskAsync("/admin")), "another primary took the admin traffic");
        await StateAsync("users", primary.Id, "UP");
    }

    [Fact]
    public async Task Switchover_AdminTrafficFollows_AndOldConnectionsAreCut()
    {
        var primary = await _cluster.PrimaryAsync();
        await StateAsync("admin", primary.Id, "UP");
        foreach (var id in BalancedCluster.Ids.Where(id => id != primary.Id))
        {
            await StateAsync("admin", id, "MAINT");
        }

        var hangs = new TaskCompletionSource();
        _cluster.Application(primary.Id).Respond = async context =>
        {
            await context.Response.Body.FlushAsync();
            if (context.Request.Path != "/admin/stream")
            {
                return;
            }

            hangs.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Abort();
        };
        using var admin = new BrowserLike(_haProxy.Url);
        var running = admin.AskAsync("/admin/stream");
        await Eventually.CompletesAsync(hangs.Task, "an admin request runs on the primary");

        await primary.SendAsync("/v1/leader/switchover");

        var cut = await Record.ExceptionAsync(() => Eventually.CompletesAsync(running, "the running request was cut"));
        Assert.IsAssignableFrom<HttpRequestException>(cut);
        await Eventually.TrueAsync(
            async () => BalancedCluster.Ids.Where(id => id != primary.Id).Contains(await admin.AskAsync("/admin/whoami")), "the new primary took the admin traffic");
    }

    private async Task CommandAsync(string node, string command) => await _cluster[node].SendAsync($"/v1/admin/{command}");

    private async Task StateAsync(string backend, string server, string state)
    {
        await Eventually.TrueAsync(async () => await HaProxyStatus.OfAsync(_socket, backend, server) == state, $"HAProxy saw {server} of {backend} {state}");
    }

    private Task EverywhereAsync(string backend, string state) => Task.WhenAll(BalancedCluster.Ids.Select(id => StateAsync(backend, id, state)));

    private async Task<IReadOnlyList<string>> NewUsersAsync()
    {
        var nodes = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            using var user = new BrowserLike(_haProxy.Url);
            nodes.Add(await user.AskAsync());
        }

        return nodes;
    }
}

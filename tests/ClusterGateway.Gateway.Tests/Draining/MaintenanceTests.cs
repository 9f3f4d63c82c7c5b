using System.Net.Sockets;
using System.Text;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Tests.Draining;

public sealed class MaintenanceTests
{
    [Theory]
    [InlineData("Accept: text/event-stream")]
    [InlineData("Connection: Upgrade\r\nUpgrade: anything")]
    public async Task Maintenance_LongLivedConnection_IsCut_DrainingKeepsIt(string headers)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Application.Respond = StayOpenAsync;
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n"));
        await ReadUntilAsync(client.GetStream(), "open");
        var ended = EndAsync(client.GetStream());

        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Draining };
        await gateway.UntilAsync("n1", n => n.AdministrativeState == AdministrativeState.Draining, "is seen draining");
        await Eventually.TrueAsync(() => n1.Reports.Values.Any(r => r.Draining.Contains("n1")), "the gateway told that it knows");
        Assert.False(ended.IsCompleted);
        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Maintenance };

        await Eventually.CompletesAsync(ended, "the connection ended");
    }

    [Fact]
    public async Task Maintenance_RequestThatRuns_Finishes_NewOnesAreRefused()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var finish = new TaskCompletionSource();
        n1.Application.Respond = async context =>
        {
            await context.Response.WriteAsync("begin ");
            await context.Response.Body.FlushAsync();
            await finish.Task;
            await context.Response.WriteAsync("end");
        };
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var running = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        n1.Self = n1.Self with { AdministrativeState = AdministrativeState.Maintenance };
        await Eventually.TrueAsync(
            async () =>
            {
                using var refused = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                return (int)refused.StatusCode == 503;
            },
            "nobody is sent there any more");
        finish.SetResult();

        Assert.Equal("begin end", await running.Content.ReadAsStringAsync());
    }

    private static async Task StayOpenAsync(HttpContext context)
    {
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        var stream = upgrade?.IsUpgradableRequest == true ? await upgrade.UpgradeAsync() : context.Response.Body;
        await stream.WriteAsync("open"u8.ToArray());
        await stream.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task ReadUntilAsync(NetworkStream stream, string text)
    {
        var seen = "";
        var buffer = new byte[1024];
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, read);
            seen += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }

    private static async Task EndAsync(NetworkStream stream)
    {
        try
        {
            var buffer = new byte[1024];
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: as good an end.
        }
    }
}

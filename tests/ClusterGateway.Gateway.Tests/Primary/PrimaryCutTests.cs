using System.Net.Sockets;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Tests.Primary;

/// <summary>Connections to a primary whose term is over do not go on.</summary>
public sealed class PrimaryCutTests
{
    [Fact]
    public async Task TermChanges_StreamOfTheOldPrimary_IsCut()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 1);
        n1.Application.Respond = async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is not null, "n1 is the primary");
        using var response = await gateway.Client.GetAsync("/admin/stream", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[5]);

        n2.BecomePrimary(term: 2);

        await Assert.ThrowsAnyAsync<IOException>(() => Eventually.CompletesAsync(stream.ReadExactlyAsync(new byte[1]).AsTask(), "the end of the stream"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TermOver_WebSocketOfTheOldPrimary_IsCut(bool byAHigherTerm)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.BecomePrimary(term: 1);
        n1.Application.Respond = EchoUpgradedAsync;
        await Eventually.TrueAsync(() => gateway.View.Current.Primary is not null, "n1 is the primary");
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync(
            "GET /admin/ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.WriteAsync("echo");
        Assert.Equal("echo", await client.ReadAsync(4));

        if (byAHigherTerm)
        {
            n2.BecomePrimary(term: 2);
        }
        else
        {
            // Nobody is heard of any more: the gateway's own clock ends it.
            n1.Self = n1.Self with { LeaseRemaining = n1.Self.LeaseMargin + 0.5 };
            n1.Answers = n2.Answers = false;
        }

        Assert.Equal("", await Eventually.CompletesAsync(client.ReadToEndAsync(), "the end of the connection"));
    }

    private static async Task EchoUpgradedAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            return;
        }

        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        await using var stream = await upgrade.UpgradeAsync();
        await stream.CopyToAsync(stream);
    }
}

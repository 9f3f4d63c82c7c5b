using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Edge;

/// <summary>WOPI says "unlocked" by a header without a value: it must reach both sides.</summary>
public sealed class WopiHeaderTests
{
    private const string Call = "POST /wopi/files/1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\nX-WOPI-Override: LOCK\r\n";

    [Fact]
    public async Task EmptyHeader_OfTheApplication_ReachesTheClient()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Application.Respond = context =>
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            context.Response.Headers[WopiHeaders.Lock] = "";
            context.Response.Headers[WopiHeaders.LockFailureReason] = "the file is not locked";
            return Task.CompletedTask;
        };

        var answer = await RawClient.SendAsync(gateway.Url, Call + "X-WOPI-Lock: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 409 Conflict\r\n", answer, StringComparison.Ordinal);
        Assert.Matches("\r\nX-WOPI-Lock: ?\r\n", answer);
        Assert.Contains("\r\nX-WOPI-LockFailureReason: the file is not locked\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyHeaderAndLongId_OfTheClient_ReachTheApplication()
    {
        await using var backend = new RawBackend();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Self = n1.Self with { Address = backend.Address.AbsoluteUri };
        await using var gateway = await RunningGateway.StartAsync(n1);
        var id = $$"""{"S":"{{new string('x', 1000)}}","O":"\"a\""}""";

        await RawClient.SendAsync(gateway.Url, Call + $"X-WOPI-Lock: {id}\r\nX-WOPI-OldLock:\r\n\r\n");

        var head = Assert.Single(backend.Heads);
        Assert.Contains($"\r\nX-WOPI-Lock: {id}\r\n", head, StringComparison.Ordinal);
        Assert.Matches("\r\nX-WOPI-OldLock: ?\r\n", head);
    }
}

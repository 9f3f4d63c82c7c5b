using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Telemetry;

namespace ClusterGateway.Gateway.Tests.Edge;

/// <summary>What a client sends in its head, and what of it the node sees.</summary>
public sealed class InboundHeaderTests(RawGateway gateway) : IClassFixture<RawGateway>
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";

    [Theory]
    [InlineData("X-A: b\0c")]
    [InlineData("X-A: b\u0001c")]
    [InlineData("X-A: b\u000bc")]
    [InlineData("X-A: b\u001bc")]
    [InlineData("X-A: b\u007fc")]
    [InlineData("User-Agent: b\u0001c")]
    [InlineData("Cookie: b=\u0002c")]
    [InlineData("X-A: fine\r\nX-A: b\u0001c")]
    public async Task ControlCharacter_InAValue_IsRefused(string header)
    {
        var answer = await gateway.SendAsync($"{Get}{header}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Heads);
    }

    [Theory]
    [InlineData("/a\u0001b")]
    [InlineData("/a\tb")]
    [InlineData("/a\u007fb")]
    [InlineData("/a?b\u0001")]
    [InlineData("/a%00b")]
    [InlineData("/\u00c3\u00a4")]
    public async Task Target_WithWhatNoTargetMayHold_IsRefused(string target)
    {
        var answer = await gateway.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Heads);
    }

    [Theory]
    [InlineData("Cluster-Node")]
    [InlineData("Cluster_Node")]
    [InlineData("CLUSTER-anything")]
    [InlineData("X_Forwarded_For")]
    [InlineData("x-forwarded_for")]
    [InlineData("X_Forwarded_Proto")]
    [InlineData("X-Forwarded")]
    [InlineData("X-Forwarded-User")]
    [InlineData("X-Forwarded-Port")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("X_Real_IP")]
    [InlineData("Client-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Original-For")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("Proxy")]
    [InlineData("Front-End-Https")]
    public async Task Claim_OfAClient_IsRemoved(string name)
    {
        await gateway.SendAsync($"{Get}{name}: 6.6.6.6\r\n\r\n");

        Assert.DoesNotContain("6.6.6.6", Assert.Single(gateway.Backend.Heads), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forward")]
    [InlineData("X-Forwardedness")]
    [InlineData("Cluster")]
    [InlineData("Clustering")]
    [InlineData("Client")]
    [InlineData("Proxies")]
    [InlineData("X-Requested-With")]
    [InlineData("X")]
    public void Of_OtherNames_NoClaim(string name) => Assert.Equal(ClaimKind.None, Claims.Of(name));

    [Fact]
    public async Task Claims_OfATrustedProxy_ArePassedOn()
    {
        await using var backend = new ScriptedBackend();
        await using var node = await FakeNodeAgent.StartAsync("n1");
        node.Self = node.Self with { Address = backend.Address.AbsoluteUri };
        var configuration = RunningGateway.Cluster(node);
        configuration["ClusterGateway"]!["TrustedProxies"] = new JsonArray("127.0.0.1");
        await using var trusting = await RunningGateway.StartAsync(configuration);
        await trusting.UntilAsync("n1", n => n.Admission.KeepsBound, "serves");

        await RawClient.SendAsync(
            trusting.Url,
            $"{Get}X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-User: alice\r\nX-Real-IP: 203.0.113.7\r\nX_Real_IP: 6.6.6.6\r\nX-Original-For: 6.6.6.6\r\nX-Original-URL: /6.6.6.6\r\n\r\n");

        var head = backend.Heads.Last();
        Assert.Contains("\r\nX-Forwarded-For: 203.0.113.7\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Forwarded-User: alice\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Real-IP: 203.0.113.7\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("6.6.6.6", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close, X-Hop")]
    [InlineData("X-Hop, close")]
    [InlineData("close,x-hop , X-Forwarded-For, X-Forwarded-Host, Cluster-Node, Host, Authorization, Cookie, Content-Length")]
    public async Task Connection_NamesHeaders_OnlyThoseForThisHopAreRemoved(string connection)
    {
        await gateway.SendAsync(
            $"POST /a HTTP/1.1\r\nHost: h\r\nX-Hop: a\r\nX-End: b\r\nAuthorization: Basic c\r\nCookie: d=e\r\nTE: trailers\r\nKeep-Alive: 5\r\n"
            + $"Proxy-Authorization: Basic f\r\nContent-Length: 0\r\nConnection: {connection}\r\n\r\n");

        var head = Assert.Single(gateway.Backend.Heads);
        foreach (var gone in (string[])["X-Hop", "Connection", "TE:", "Keep-Alive", "Proxy-Authorization"])
        {
            Assert.DoesNotContain(gone, head, StringComparison.Ordinal);
        }

        foreach (var kept in (string[])
            ["X-End: b", "Authorization: Basic c", "Cookie: d=e", "Host: h", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: h", "Cluster-Node: n1", "Content-Length: 0"])
        {
            Assert.Contains($"\r\n{kept}\r\n", head, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("keep-alive", "keep-alive")]
    [InlineData("close", "close")]
    [InlineData("X-A", "X-A")]
    [InlineData("keep-alive, X-A", "X-A")]
    [InlineData("X-A, close", "X-A, close, keep-alive")]
    [InlineData("keep-alive, Upgrade", "Upgrade, keep-alive")]
    [InlineData("Upgrade, HTTP2-Settings", "Upgrade, HTTP2-Settings, keep-alive")]
    [InlineData("", "")]
    public void Keep_WhatKestrelWouldReplace_IsWrittenAnotherWay(string sent, string kept)
    {
        Assert.Equal(kept, ConnectionHeaderEncoding.Keep(sent));
        Assert.Equal(kept, ConnectionHeaderEncoding.Instance.GetString(System.Text.Encoding.Latin1.GetBytes(sent)));
    }

    [Theory]
    [InlineData("http://other.test/p%2Fq?x", "/p%2Fq?x", "other.test")]
    [InlineData("http://OTHER.test:8080?x=1", "/?x=1", "OTHER.test:8080")]
    [InlineData("https://user:secret@other.test/p", "/p", "other.test")]
    public async Task AbsoluteForm_WithAnotherHost_TheTargetWins(string target, string path, string host)
    {
        await gateway.SendAsync($"GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        var head = Assert.Single(gateway.Backend.Heads);
        Assert.StartsWith($"GET {path} HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: {host}\r\n", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\r\nX-Forwarded-Host: {host}\r\n", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h2c")]
    [InlineData("H2C")]
    [InlineData("h2c, websocket")]
    [InlineData("TLS/1.2")]
    public async Task Upgrade_ToAnotherThanWebSocket_IsAPlainRequest(string upgrade)
    {
        await gateway.SendAsync(
            $"GET /a HTTP/1.1\r\nHost: h\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: {upgrade}\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");

        var head = Assert.Single(gateway.Backend.Heads);
        Assert.StartsWith("GET /a HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Upgrade", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("HTTP2-Settings", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("other.test:443")]
    [InlineData("/a")]
    public async Task Connect_IsRefused(string target)
    {
        using var metrics = new RecordedMetrics();

        var answer = await gateway.SendAsync($"CONNECT {target} HTTP/1.1\r\nHost: other.test:443\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Heads);
        Assert.True(target[0] == '/' || metrics.Series.Contains("clustergateway.edge.rejected reason=connect"));
    }

    /// <summary>The answer to <c>*</c> is about the server as a whole; a client of the runtime can ask that only of <c>/</c>.</summary>
    [Fact]
    public async Task Options_OfTheServer_AskItsRoot()
    {
        await gateway.SendAsync("OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("OPTIONS / HTTP/1.1\r\n", Assert.Single(gateway.Backend.Heads), StringComparison.Ordinal);
    }
}

using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>HTTP/1.1 on both sides, with the bytes that arrive there.</summary>
public sealed class Http1Tests(RawGateway gateway) : IClassFixture<RawGateway>
{
    [Theory]
    [InlineData("PROPFIND")]
    [InlineData("PROPPATCH")]
    [InlineData("MKCOL")]
    [InlineData("COPY")]
    [InlineData("MOVE")]
    [InlineData("LOCK")]
    [InlineData("UNLOCK")]
    [InlineData("REPORT")]
    [InlineData("SEARCH")]
    [InlineData("ACL")]
    [InlineData("MKCALENDAR")]
    [InlineData("VERSION-CONTROL")]
    [InlineData("PATCH")]
    [InlineData("M-SEARCH")]
    public async Task Method_OfWebDav_PassesWithItsHeadersAndBody(string method)
    {
        const string Body = "<?xml version=\"1.0\"?><a xmlns=\"DAV:\"/>";
        var received = "";
        gateway.Backend.Answer = async (_, stream) =>
        {
            received = await stream.ReadAsync(Body.Length);
            await stream.WriteAsync("HTTP/1.1 207 Multi-Status\r\nDAV: 1, 2\r\nLock-Token: <urn:uuid:1>\r\nContent-Length: 0\r\n\r\n");
        };

        var answer = await gateway.SendAsync(
            $"{method} /dav/a%20b/ HTTP/1.1\r\nHost: dav.test\r\nConnection: close\r\nDestination: http://dav.test/dav/c%2Fd\r\nDepth: infinity\r\nOverwrite: F\r\n"
            + $"If: (<urn:uuid:1>)\r\nTimeout: Second-600\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        var head = Assert.Single(gateway.Backend.Heads);
        Assert.StartsWith($"{method} /dav/a%20b/ HTTP/1.1\r\n", head, StringComparison.Ordinal);
        foreach (var header in (string[])["Host: dav.test", "Destination: http://dav.test/dav/c%2Fd", "Depth: infinity", "Overwrite: F", "If: (<urn:uuid:1>)", "Timeout: Second-600"])
        {
            Assert.Contains($"\r\n{header}\r\n", head, StringComparison.Ordinal);
        }

        Assert.Equal(Body, received);
        Assert.StartsWith("HTTP/1.1 207 Multi-Status\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nLock-Token: <urn:uuid:1>\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStream_EachEventAtOnce()
    {
        var next = new TaskCompletionSource();
        gateway.Backend.Answer = async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n");
            await next.Task;
            await stream.WriteAsync("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        };
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("GET / HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n\r\n");

        Assert.Contains("text/event-stream", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.EndsWith("data: 1\n\n", await client.ReadUntilAsync("data: 1\n\n"), StringComparison.Ordinal);
        next.SetResult();
        Assert.Contains("data: 2\n\n", await client.ReadUntilAsync("0\r\n\r\n"), StringComparison.Ordinal);
    }

    /// <summary>In pieces of 4 KiB: the runtime's client collects as much before it sends.</summary>
    [Fact]
    public async Task ChunkedBody_StreamsWhileItComes()
    {
        var first = new TaskCompletionSource<string>();
        gateway.Backend.Answer = async (_, stream) =>
        {
            first.SetResult(await stream.ReadAsync(4096));
            await stream.ReadUntilAsync("0\r\n\r\n");
            await stream.WriteAsync(ScriptedBackend.Empty);
        };
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" + new string('a', 0x2000) + "\r\n");

        Assert.EndsWith("aaaa", await first.Task, StringComparison.Ordinal);
        await client.WriteAsync("3\r\ntwo\r\n0\r\nX-Trailer: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expect_TheClientGoesOnWhenTheNodeSays()
    {
        var asked = new TaskCompletionSource();
        var body = "";
        gateway.Backend.Answer = async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            body = await stream.ReadAsync(4);
            await stream.WriteAsync(ScriptedBackend.Empty);
            asked.SetResult();
        };
        gateway.Backend.Heads.Clear();
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadHeadAsync());
        await client.WriteAsync("body");
        Assert.StartsWith("HTTP/1.1 200", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await asked.Task;
        Assert.Contains("\r\nExpect: 100-continue\r\n", Assert.Single(gateway.Backend.Heads), StringComparison.Ordinal);
        Assert.Equal("body", body);
    }

    [Fact]
    public async Task Expect_TheNodeDeclines_TheBodyIsNeverAskedFor()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4000\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\nETag: \"a\"\r\n\r\n", "Content-Length: 5000000000")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n", "ETag: \"a\"")]
    [InlineData("DELETE", "HTTP/1.1 204 No Content\r\nX-Node: a\r\n\r\n", "X-Node: a")]
    [InlineData("GET", "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-3/10\r\nContent-Length: 2\r\n\r\ncd", "Content-Range: bytes 2-3/10")]
    [InlineData("GET", "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */10\r\nContent-Length: 0\r\n\r\n", "Content-Range: bytes */10")]
    public async Task Answer_OfItsOwnForm_Passes(string method, string node, string header)
    {
        gateway.Backend.AnswerWith(node);

        var answer = await gateway.SendAsync(
            $"{method} / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nRange: bytes=2-3\r\nIf-None-Match: \"a\"\r\nIf-Range: \"a\"\r\n\r\n");

        var head = Assert.Single(gateway.Backend.Heads);
        Assert.StartsWith($"{method} / ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nRange: bytes=2-3\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nIf-None-Match: \"a\"\r\n", head, StringComparison.Ordinal);
        Assert.StartsWith(node.Split("\r\n")[0], answer, StringComparison.Ordinal);
        Assert.Contains($"\r\n{header}\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + node.Split("\r\n\r\n")[1], answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EarlyHints_EndHere_AndTheAnswerPasses()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");

        var answer = await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nab", answer, StringComparison.Ordinal);
    }

    /// <summary>The web server has trailers for HTTP/2 and later only, and announces none that do not come.</summary>
    [Fact]
    public async Task Trailers_EndHere_AndTheBodyIsWhole()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nab\r\n0\r\nX-Sum: 1\r\n\r\n");

        var answer = await gateway.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: close, TE\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n2\r\nab\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Sum: 1", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upgrade")]
    [InlineData("keep-alive, Upgrade")]
    public async Task WebSocket_BytesPassBothWays(string connection)
    {
        gateway.Backend.Answer = async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            var frame = await stream.ReadAsync(4);
            await stream.WriteAsync(frame + "\u0081\u0000");
            stream.Dispose();
        };
        gateway.Backend.Heads.Clear();
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync(
            $"GET /ws HTTP/1.1\r\nHost: h\r\nConnection: {connection}\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: chat\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 101", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.WriteAsync("\u0082\u0002\u0000\u00ff");
        Assert.Equal("\u0082\u0002\u0000\u00ff\u0081\u0000", await client.ReadAsync(6));
        var head = Assert.Single(gateway.Backend.Heads);
        Assert.Contains("\r\nUpgrade: websocket\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: Upgrade\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n", head, StringComparison.Ordinal);
    }
}

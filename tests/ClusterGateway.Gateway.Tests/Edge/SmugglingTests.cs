using ClusterGateway.Testing.Http;

namespace ClusterGateway.Gateway.Tests.Edge;

/// <summary>Messages whose end two servers would see in different places: nothing of them reaches the node, or only what is unambiguous.</summary>
public sealed class SmugglingTests(RawGateway gateway) : IClassFixture<RawGateway>
{
    private const string Post = "POST /first HTTP/1.1\r\nHost: h\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";
    private const string Second = "GET /evil HTTP/1.1\r\nHost: h\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 30\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde")]
    [InlineData("Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde")]
    [InlineData("Content-Length: 5, 5\r\n\r\nabcde")]
    [InlineData("Content-Length: -5\r\n\r\nabcde")]
    [InlineData("Content-Length: 0x5\r\n\r\nabcde")]
    [InlineData("Content-Length: 5 5\r\n\r\nabcde")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\nabcde")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("X-A: b\r\n\tc\r\n\r\n")]
    [InlineData("X-A: b\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("X-A: b\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("X-A: b\n\n")]
    public async Task Head_ThatCanBeReadTwoWays_IsRefused(string rest)
    {
        var answer = await gateway.SendAsync(Post + rest + Second);

        AssertRefused(answer);
        Assert.Empty(gateway.Backend.Heads);
    }

    [Theory]
    [InlineData("GET /a HTTP/1.1\nHost: h\n\n")]
    [InlineData("GET /a HTTP/1.1\r\n Host: h\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost: h@evil/x\r\n\r\n")]
    [InlineData("POST /a HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /a\r\n\r\n")]
    public async Task Request_ThatIsMalformed_IsRefused(string bytes)
    {
        var answer = await gateway.SendAsync(bytes);

        AssertRefused(answer);
        Assert.Empty(gateway.Backend.Heads);
    }

    [Theory]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("0x3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("-1\r\nabc\r\n0\r\n\r\n")]
    [InlineData(" 3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcX\r\n0\r\n\r\n")]
    [InlineData("3\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\n0\r\n\r\n")]
    [InlineData("3;a\nabc\r\n0\r\n\r\n")]
    [InlineData("2;\n\nxx\r\n0\r\n\r\n")]
    [InlineData("3;a\rb\r\nabc\r\n0\r\n\r\n")]
    public async Task Chunk_ThatIsMalformed_TheNodeNeverSeesAnEnd(string body)
    {
        var received = new TaskCompletionSource<string>();
        gateway.Backend.Answer = async (_, stream) => received.TrySetResult(await stream.ReadToEndAsync());

        var answer = await gateway.SendAsync(Chunked + body + Second);

        AssertOneRefusal(answer);
        Assert.DoesNotContain("0\r\n\r\n", await received.Task, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Backend.Heads, head => head.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChunkExtensions_AreNotPassedOn()
    {
        var body = "";
        gateway.Backend.Answer = async (_, stream) =>
        {
            body = await stream.ReadUntilAsync("0\r\n\r\n");
            await stream.WriteAsync(ScriptedBackend.Empty);
        };

        var answer = await gateway.SendAsync(Post + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n0;c\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Equal("3\r\nabc\r\n0\r\n\r\n", body);
    }

    [Fact]
    public async Task Pipelined_TwoRequests_AreTwoToTheNode()
    {
        gateway.Backend.Answer = (_, stream) => stream.WriteAsync(ScriptedBackend.Empty);

        var answer = await gateway.SendAsync("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.Equal(2, answer.Split("HTTP/1.1 200").Length - 1);
        Assert.Equal(["GET /1 HTTP/1.1", "GET /2 HTTP/1.1"], gateway.Backend.Heads.Select(head => head.Split("\r\n")[0]));
    }

    private static void AssertRefused(string answer)
    {
        AssertOneRefusal(answer);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
    }

    private static void AssertOneRefusal(string answer)
    {
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split("HTTP/1.1").Length);
    }
}

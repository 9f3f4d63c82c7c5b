using System.Text;

namespace ClusterGateway.Gateway.Tests.Edge;

/// <summary>What a node answers, well or badly, and what of it reaches the client.</summary>
public sealed class NodeAnswerTests(RawGateway gateway) : IClassFixture<RawGateway>
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("X-A: b\u0001c")]
    [InlineData("X-A: b\u001bc")]
    [InlineData("X-A: b\u007fc")]
    [InlineData("X A: b")]
    [InlineData("Content-Length: 3\r\nContent-Length: 4")]
    public async Task Header_ThatIsMalformed_BadGateway(string header)
    {
        gateway.Backend.AnswerWith($"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 0\r\n\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.StartsWith("HTTP/1.1 502", answer, StringComparison.Ordinal);
        Assert.Contains("urn:clustergateway:problem:bad-gateway", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-A", answer, StringComparison.Ordinal);
    }

    /// <summary>RFC 9110, 5.5 and RFC 9112, 5.2 let a proxy put a space there.</summary>
    [Theory]
    [InlineData("X-A: b\0c", "X-A: b c")]
    [InlineData("X-A: b\rX-B: c", "X-A: b X-B: c")]
    [InlineData("X-A: b\r\n c", "X-A: b   c")]
    public async Task Header_WithNulOrLoneReturnOrFold_GetsASpace(string sent, string seen)
    {
        gateway.Backend.AnswerWith($"HTTP/1.1 200 OK\r\n{sent}\r\nContent-Length: 0\r\n\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.Contains($"\r\n{seen}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_NamesHeaders_TheyEndHere()
    {
        gateway.Backend.AnswerWith(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Hop: a\r\nX-End: b\r\nSet-Cookie: c=d\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: Basic\r\n"
            + "Connection: keep-alive, X-Hop, Set-Cookie\r\n\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.DoesNotContain("X-Hop", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep-Alive", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authenticate", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-End: b\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nSet-Cookie: c=d\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BothLengths_ChunksCount_AndOneLengthReachesTheClient()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.DoesNotContain("Content-Length", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n4\r\nabcd\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LongerThanSaid_TheRestIsNoAnswerToAnybody()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nevil!");

        Assert.EndsWith("\r\n\r\nab", await gateway.SendAsync(Get), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nab", await gateway.SendAsync(Get), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatBreaksOff_TheClientSeesThatItIsNotWhole()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.DoesNotContain("\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoContent_WithALength_IsPassedWithout()
    {
        gateway.Backend.AnswerWith("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\nETag: \"a\"\r\n\r\n");

        var answer = await gateway.SendAsync(Get);

        Assert.StartsWith("HTTP/1.1 204", answer, StringComparison.Ordinal);
        Assert.Contains("ETag: \"a\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeaderBytes_OfBothSides_PassAsTheyAre()
    {
        var utf8 = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Übersicht € \U0001F600"));
        const string Latin1 = "\u00dcbersicht";
        gateway.Backend.AnswerWith($"HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"{utf8}\"\r\nX-Latin: {Latin1}\r\nContent-Length: 0\r\n\r\n");

        var answer = await gateway.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nDestination: /{utf8}\r\nX-Latin: {Latin1}\r\n\r\n");

        var head = Assert.Single(gateway.Backend.Heads);
        Assert.Contains($"\r\nDestination: /{utf8}\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Latin: {Latin1}\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Disposition: attachment; filename=\"{utf8}\"\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nX-Latin: {Latin1}\r\n", answer, StringComparison.Ordinal);
    }
}

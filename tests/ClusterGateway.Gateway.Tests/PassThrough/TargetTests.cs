using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>Path and query reach the node byte for byte, whatever is in them.</summary>
public sealed class TargetTests(RawGateway gateway) : IClassFixture<RawGateway>
{
    private const int Seed = 20261124;
    private const int Targets = 500;

    private static readonly string[] Pieces =
    [
        "/", "//", "/.", "/..", "/./", "/../", "%2F", "%2f", "..%2f", "%2e%2E", "%5C", "\\", ";jsessionid=A.node1", ";", "=", "%7E", "~", "%41", "%25", "%252F",
        "%", "%z", "%2", "%ff", "%C3%A9", "%E2%82%AC", "+", "%20", "%2B", "!", "$", "&", "'", "(", ")", "*", ",", ":", "@", "#", "\"", "<", ">", "[", "]", "^", "`",
        "{", "|", "}", "-", "_", "a", "Z", "0", "http://other/", "@evil:80", "%0d%0a", "%09", "%1f", "%7f",
    ];

    [Fact]
    public async Task AnyTarget_ReachesTheNodeByteForByte()
    {
        gateway.Backend.Answer = (_, stream) => stream.WriteAsync(ScriptedBackend.Empty);
        var random = new Random(Seed);
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        for (var i = 0; i < Targets; i++)
        {
            var target = Make(random);
            gateway.Backend.Heads.Clear();
            await client.WriteAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

            var answer = await client.ReadHeadAsync();

            Assert.True(answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal), $"seed {Seed}, {i}: {target} was answered {answer}");
            Assert.Equal($"GET {target} HTTP/1.1", gateway.Backend.Heads.Single().Split("\r\n")[0]);
        }
    }

    private static string Make(Random random)
    {
        string Some(int most) => string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        return "/" + Some(12) + (random.Next(2) == 0 ? "" : "?" + Some(12).Replace("?", "", StringComparison.Ordinal));
    }
}

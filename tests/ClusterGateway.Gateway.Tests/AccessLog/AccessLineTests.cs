using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.AccessLog;

namespace ClusterGateway.Gateway.Tests.AccessLog;

public sealed class AccessLineTests
{
    private static readonly AccessEntry Entry = new()
    {
        Time = new DateTimeOffset(2026, 11, 28, 9, 5, 7, 123, TimeSpan.Zero),
        Client = IPAddress.Parse("2001:db8::7"),
        Method = "GET",
        Protocol = "HTTP/1.1",
        Host = "portal.example",
        Target = "/files/a.txt",
        Status = 200,
        Bytes = 1234,
        Duration = TimeSpan.FromSeconds(0.25),
        FirstByte = TimeSpan.FromSeconds(0.01234),
        Route = "users",
        Node = "node1",
        Affinity = "hit",
        Retries = 1,
        Referer = "https://portal.example/files",
        UserAgent = "curl/8 \"x\"\\\nfake line é",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
    };

    [Fact]
    public void Combined_EntryWithEverything_IsOneLineThatAnalysersRead() => Assert.Equal(
        "2001:db8::7 - - [28/Nov/2026:09:05:07 +0000] \"GET /files/a.txt HTTP/1.1\" 200 1234 \"https://portal.example/files\" "
            + "\"curl/8 \\x22x\\x22\\x5C\\x0Afake line \\xE9\" node=node1 affinity=hit retries=1 time=0.2500 first=0.0123 route=users error=- "
            + "trace=0af7651916cd43dd8448eb211c80319c\n",
        Written(new CombinedLine(), Entry));

    [Fact]
    public void Combined_EntryWithNothing_HasDashes() => Assert.Equal(
        "- - - [28/Nov/2026:09:05:07 +0000] \"GET / HTTP/2\" 499 0 \"-\" \"-\" node=- affinity=- retries=0 time=0.0000 first=- route=- error=- trace=-\n",
        Written(new CombinedLine(), Nothing()));

    [Fact]
    public void Json_EntryWithEverything_IsOneObjectInALine()
    {
        var line = Written(new JsonLine(), Entry);

        Assert.EndsWith("}\n", line, StringComparison.Ordinal);
        Assert.Equal(1, line.Count(c => c == '\n'));
        var json = JsonNode.Parse(line)!.AsObject();
        Assert.Equal("2026-11-28T09:05:07.123Z", json["time"]!.GetValue<string>());
        Assert.Equal(0.25m, json["duration"]!.GetValue<decimal>());
        Assert.Equal(0.0123m, json["firstByte"]!.GetValue<decimal>());
        Assert.Equal("curl/8 \"x\"\\\nfake line é", json["userAgent"]!.GetValue<string>());
        Assert.Equal(
            "affinity bytes client duration firstByte host method node protocol referer retries route status target time traceId userAgent",
            string.Join(' ', json.Select(p => p.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Json_EntryWithNothing_LeavesOutWhatThereIsNot() => Assert.Equal(
        "{\"time\":\"2026-11-28T09:05:07.123Z\",\"method\":\"GET\",\"target\":\"/\",\"protocol\":\"HTTP/2\",\"status\":499,\"bytes\":0,\"duration\":0,\"retries\":0}\n",
        Written(new JsonLine(), Nothing()));

    private static AccessEntry Nothing() => new()
    {
        Time = Entry.Time,
        Method = "GET",
        Protocol = "HTTP/2",
        Target = "/",
        Status = 499,
        Bytes = 0,
        Duration = TimeSpan.Zero,
        Retries = 0,
    };

    private static string Written(IAccessLine line, AccessEntry entry)
    {
        var to = new ArrayBufferWriter<byte>();
        line.Write(entry, to);
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }
}

using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Telemetry;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.Redaction;

/// <summary>Canaries in the paths of requests; then everything that the gateway writes anywhere is searched for them.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Canary = "Canary0123456789abcdefgh";

    private static readonly string[] Levels =
        [.. ((string[])["Default", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "System.Net.Http", "Yarp", "Yarp.ReverseProxy.Forwarder"]).Select(c => $"--Logging:LogLevel:{c}=Trace"), "--Logging:Console:LogLevel:Default=None",
            // Traces are made where they are exported; nobody listens there.
            "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9"];

    private readonly RecordedTraces _traces = new();
    private readonly RecordedMetrics _metrics = new();
    private readonly RecordedLog _log = new() { IsOn = true };

    /// <summary>What ASP.NET Core 10 leaves out unless it is asked, later versions do not: URLs in the activities of requests.</summary>
    static RedactionTests() => AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    [Fact]
    public async Task SecretPaths_ReachTheNodeAndNothingElse()
    {
        await using var backend = new RawBackend();
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Self = n1.Self with { Address = backend.Address.AbsoluteUri };
        await using var gateway = await StartAsync(n1, "/s/");
        string[] targets =
        [
            $"/s/{Canary}",
            $"/s/{Canary}?file={Canary}&x=1",
            $"/s/{Canary}/folder/{Canary}.pdf",
            $"/S/{Canary}",
            $"/%73/{Canary}",
            $"//s//{Canary}",
            $"/a/../s/{Canary}",
            $"/s%2F{Canary}",
            $"/s/{Canary}%20%C3%A4",
            $"http://example.test/s/{Canary}",
        ];

        foreach (var target in targets)
        {
            Assert.StartsWith("HTTP/1.1 200", await RawClient.GetAsync(gateway.Url, target), StringComparison.Ordinal);
        }

        Assert.Equal(targets.Length, backend.Heads.Count(head => head.Contains(Canary, StringComparison.Ordinal)));
        AssertNowhere(await gateway.Management.GetStringAsync("/metrics"));
        Assert.Contains(_log.Lines, line => line.Contains("Request starting HTTP/1.1 GET http://example.test/s/REDACTED", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("Request finished HTTP/1.1 GET http://example.test/s/REDACTED", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains($"Proxying to {backend.Address}s/REDACTED", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("request path '/s/REDACTED'", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("RequestPath=/s/REDACTED", StringComparison.Ordinal));
        Assert.Contains(_traces.Activities, activity => activity.Contains($"url.full={backend.Address}s/REDACTED", StringComparison.Ordinal));
        Assert.Contains(_traces.Activities, activity => activity.Contains("url.path=/s/REDACTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecretPaths_ThatFail_AreNotToldEither()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Self = n1.Self with { Address = "http://127.0.0.1:1" };
        await using var gateway = await StartAsync(n1, "/s/");
        string[] unreadable =
        [
            $"GET /s/{Canary}\r\n\r\n",
            $"GET /s/{Canary} HTTP/1.1 '{Canary}'\r\nHost: x\r\n\r\n",
            $"GET /s/{Canary}%00 HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET s/{Canary} HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: x/s/{Canary}\r\n\r\n",
            $"GET /s/{Canary} HTTP/1.1\r\nx/s/{Canary}\r\n\r\n",
        ];

        Assert.Contains("502", await RawClient.GetAsync(gateway.Url, $"/s/{Canary}"), StringComparison.Ordinal);
        foreach (var request in unreadable)
        {
            Assert.StartsWith("HTTP/1.1 400", await FirstBytesAsync(gateway.Url, request), StringComparison.Ordinal);
        }

        AssertNowhere(await gateway.Management.GetStringAsync("/metrics"));
        Assert.Contains(_log.Lines, line => line.Contains("Invalid request line: 'REDACTED'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OtherPaths_AreWrittenAsTheyAre()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "/s/");

        using var secret = await gateway.Client.GetAsync($"/s/{Canary}");
        using var open = await gateway.Client.GetAsync("/files/a-long-name.txt?page=2");

        Assert.Contains(_log.Lines, line => line.Contains($"Request starting HTTP/1.1 GET {gateway.Url}files/a-long-name.txt?page=2 ", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("/files/a-long-name.txt?page=2 HTTP/2", StringComparison.Ordinal));
        Assert.Contains(_traces.Activities, activity => activity.Contains("url.path=/files/a-long-name.txt", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("REDACTED", StringComparison.Ordinal) && line.Contains("/files/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_ChangesWhatIsRedacted()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, redact: null);
        using var before = await gateway.Client.GetAsync("/s/before-the-reload");
        Assert.Contains(_log.Lines, line => line.Contains("/s/before-the-reload", StringComparison.Ordinal));

        gateway.Write(Configuration(n1, "true", "/s/{token}"));
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await gateway.Client.GetAsync("/s/probe");
                return _log.Lines.Any(line => line.Contains("/s/REDACTED", StringComparison.Ordinal));
            },
            "the new configuration holds");
        using var after = await gateway.Client.GetAsync($"/s/{Canary}");

        Assert.Equal(200, (int)after.StatusCode);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
        _log.Dispose();
    }

    private async Task<RunningGateway> StartAsync(FakeNodeAgent node, string? redact)
    {
        var gateway = await RunningGateway.StartAsync(Configuration(node, redact), Levels);
        gateway.Service<ILoggerFactory>().AddProvider(_log);
        await gateway.UntilAsync(node.Self.Id, n => n.Admission.KeepsBound, "serves");
        return gateway;
    }

    private static JsonObject Configuration(FakeNodeAgent node, string? redact, string? path = null)
    {
        var configuration = RunningGateway.Cluster(node);
        var routes = configuration["ReverseProxy"]!["Routes"]!;
        var route = path is null ? routes["users"]! : routes["links"] = new JsonObject { ["ClusterId"] = "nodes", ["Match"] = new JsonObject { ["Path"] = path } };
        if (redact is not null)
        {
            route["Metadata"] = new JsonObject { ["ClusterGateway.RedactPath"] = redact };
        }

        return configuration;
    }

    private void AssertNowhere(string metrics)
    {
        var written = _log.Lines.Concat(_traces.Activities).Concat(_metrics.Series).Append(metrics);
        Assert.All(written, text => Assert.False(text.Contains(Canary, StringComparison.OrdinalIgnoreCase), text));
    }

    private static async Task<string> FirstBytesAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new byte[64];
        var length = await stream.ReadAtLeastAsync(answer, 12);
        return Encoding.Latin1.GetString(answer, 0, length);
    }
}

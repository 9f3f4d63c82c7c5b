using System.Net;
using ClusterGateway.Client;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Telemetry.Otlp;

namespace ClusterGateway.Cluster.Tests.Telemetry;

/// <summary>A cluster that tells a collector everything, by the standard variables alone, and somebody who uses it.</summary>
public sealed class TelemetryFixture : ClusterFixture
{
    public const string Document = "planted-document-7f3a.txt";
    public const string Lock = "planted-lock-5d1c";
    public const string Password = "planted-password-9b2e";

    private OtlpReceiver? _collector;

    public OtlpReceiver Collector => _collector ?? throw new InvalidOperationException("not started");

    protected override TestClusterOptions Options => new()
    {
        Nodes = 2,
        GatewayConfiguration = _ => """{"ClusterGateway":{"Https":{"Enabled":true}}}""",
        Environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Grpc.AbsoluteUri,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["Logging__LogLevel__ClusterGateway"] = "Debug",
        },
    };

    public override async Task InitializeAsync()
    {
        _collector = await OtlpReceiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }

    /// <summary>An office application locks the document that the demo's token is for.</summary>
    public async Task<HttpStatusCode> LockAsync(string traceparent)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        var demo = Cluster.File.Demo;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{demo.WopiSrc}?access_token={Uri.EscapeDataString(demo.WopiToken)}");
        request.Headers.Add("X-WOPI-Override", "LOCK");
        request.Headers.Add("X-WOPI-Lock", Lock);
        request.Headers.Add("traceparent", traceparent);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>A link to the document, made as the portal does it.</summary>
    /// <returns>The link's token.</returns>
    public async Task<string> ShareAsync(string user)
    {
        using var http = new HttpClient();
        var agent = new ClusterClient(http, new ClusterClientOptions { Agent = Cluster.File.Nodes[0].Agent, Token = () => Cluster.File.Tokens.App });
        return (await agent.ShareLinks.CreateAsync(new ShareLinkRequest { Target = Document, Owner = user }, idempotencyKey: null, CancellationToken.None)).Token;
    }

    /// <summary>A stranger opens the link.</summary>
    public async Task<HttpStatusCode> VisitAsync(string token, string? traceparent = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Cluster.Url, $"/s/{token}/download"));
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}

using System.Net;
using System.Net.Sockets;
using ClusterGateway.Testing.Telemetry.Otlp;

namespace ClusterGateway.Hosting.Tests.Telemetry;

/// <summary>What the standard variables make of the export, at a collector.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class OtlpExportTests : IAsyncLifetime
{
    private OtlpReceiver _collector = null!;

    public async Task InitializeAsync() => _collector = await OtlpReceiver.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Host_WithAnEndpoint_SendsMetricsTracesAndLogs(string protocol)
    {
        await RunAsync("/items/1", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint(protocol)), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=blue"));

        Assert.Contains(_collector.Metrics, metric => metric is { Name: "http.server.request.duration", Unit: "s", Description.Length: > 0 });
        var span = Assert.Single(_collector.Spans);
        var line = Assert.Single(_collector.Logs, log => log.Body == "somebody asks for an item");
        Assert.Equal((span.TraceId, span.SpanId), (line.TraceId, line.SpanId));
        Assert.All(_collector.Headers, headers => Assert.Contains("x-tenant=blue", headers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resource_SaysWhoSends_AndTheVariablesWin()
    {
        await RunAsync("/items/1", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint("grpc")));
        await RunAsync(
            "/items/1", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint("grpc")), ("OTEL_SERVICE_NAME", "portal-gateway"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test"));

        var own = _collector.Spans.First().Resource.Attributes;
        Assert.Equal(("test", "instance-1", "cluster-1", "1.2.3"), (own["service.name"], own["service.instance.id"], own["service.namespace"], own["service.version"]));
        var told = _collector.Spans.Last().Resource.Attributes;
        Assert.Equal(("portal-gateway", "instance-1", "test"), (told["service.name"], told["service.instance.id"], told["deployment.environment"]));
        Assert.Equal(told, _collector.Logs.Last().Resource.Attributes);
        Assert.Equal(told, _collector.Metrics.Last().Resource.Attributes);
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "none", "metrics logs")]
    [InlineData("OTEL_METRICS_EXPORTER", "none", "traces logs")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus", "traces logs")]
    [InlineData("OTEL_LOGS_EXPORTER", "none", "metrics traces")]
    [InlineData("OTEL_LOGS_EXPORTER", "otlp", "metrics traces logs")]
    [InlineData("OTEL_SDK_DISABLED", "true", "")]
    public async Task Exporter_OfASignal_DecidesWhetherItIsSent(string variable, string value, string sent)
    {
        var metrics = await RunAsync("/metrics", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint("grpc")), (variable, value));

        string[] received = [_collector.Metrics.Count > 0 ? "metrics" : "", _collector.Spans.Count > 0 ? "traces" : "", _collector.Logs.Count > 0 ? "logs" : ""];
        Assert.Equal(sent, string.Join(' ', received.Where(signal => signal.Length > 0)));
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VariablesOfOneSignal_StandBeforeTheGeneralOnes()
    {
        await using var other = await OtlpReceiver.StartAsync();
        await RunAsync(
            "/items/1", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint("grpc")), ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=blue"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", other.Http + "v1/traces"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-tenant=red"));

        Assert.Single(other.Spans);
        Assert.Contains("x-tenant=red", Assert.Single(other.Headers), StringComparison.Ordinal);
        Assert.Empty(_collector.Spans);
        Assert.NotEmpty(_collector.Metrics);
        Assert.NotEmpty(_collector.Logs);
    }

    [Fact]
    public async Task EndpointOfOneSignalAlone_ExportsThatSignal()
    {
        await RunAsync("/items/1", ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", Endpoint("grpc")));

        Assert.NotEmpty(_collector.Logs);
        Assert.Empty(_collector.Spans);
        Assert.Empty(_collector.Metrics);
    }

    [Theory]
    [InlineData("always_off", "", 0)]
    [InlineData("traceidratio", "0", 0)]
    [InlineData("parentbased_traceidratio", "1", 1)]
    public async Task Sampler_OfTheVariables_Decides(string sampler, string argument, int spans)
    {
        await RunAsync("/items/1", ("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint("grpc")), ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument));

        Assert.Equal(spans, _collector.Spans.Count);
        Assert.NotEmpty(_collector.Logs);
    }

    [Fact]
    public async Task Host_WhoseCollectorIsSilent_StopsInTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var host = await TelemetryHost.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"));
        await host.GetAsync("/items/1");
        var started = TimeProvider.System.GetTimestamp();

        await host.StopAsync();

        // It is connected to, and never answers; the exporters alone would wait for ten seconds, one after another.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 9);
    }

    private string Endpoint(string protocol) => (protocol == "grpc" ? _collector.Grpc : _collector.Http).AbsoluteUri;

    /// <summary>Two requests, so that one of them is over when the other shows metrics.</summary>
    private static async Task<string> RunAsync(string path, params (string, string)[] variables)
    {
        await using var host = await TelemetryHost.StartAsync(variables);
        await host.GetAsync("/items/1");
        var answer = path == "/items/1" ? "" : await host.GetAsync(path);
        await host.StopAsync();
        return answer;
    }
}

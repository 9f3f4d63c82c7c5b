using ClusterGateway.Testing.Telemetry.Otlp;

namespace ClusterGateway.Hosting.Tests.Telemetry;

[Collection(AloneInTheProcess.Name)]
public sealed class SpanTests : IAsyncLifetime
{
    private OtlpReceiver _collector = null!;

    public async Task InitializeAsync() => _collector = await OtlpReceiver.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task Request_ThatCallsAnother_IsOneTraceNamedByRoutes()
    {
        await RunAsync(host => host.GetAsync("/relay/secret-name?token=secret-token"));

        var spans = _collector.Spans.ToDictionary(span => (span.Name, span.Kind));
        var first = spans[("GET /relay/{id}", 2)];
        var call = spans[("GET", 3)];
        var second = spans[("GET /items/{id}", 2)];
        Assert.Equal(3, spans.Count);
        Assert.All(spans.Values, span => Assert.Equal(first.TraceId, span.TraceId));
        Assert.Equal(("", first.SpanId, call.SpanId), (first.ParentSpanId, call.ParentSpanId, second.ParentSpanId));
        Assert.Equal(("GET", "/relay/{id}", "200", "http"), (
            first.Attributes["http.request.method"], first.Attributes["http.route"], first.Attributes["http.response.status_code"], first.Attributes["url.scheme"]));
        Assert.False(_collector.Contains("secret"));
    }

    [Theory]
    [InlineData("01", 1)]
    [InlineData("00", 0)]
    public async Task Request_OfATrace_ContinuesItAsItsCallerSampledIt(string flags, int spans)
    {
        await RunAsync(host => host.GetAsync("/items/1", $"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-{flags}"));

        Assert.Equal(spans, _collector.Spans.Count(span => span is { TraceId: "4bf92f3577b34da6a3ce929d0e0e4736", ParentSpanId: "00f067aa0ba902b7" }));
        Assert.Equal(spans, _collector.Spans.Count);
    }

    [Fact]
    public async Task Request_ThatIsAskedAllTheTime_HasNoTrace()
    {
        await RunAsync(host => host.GetAsync("/metrics"));

        Assert.Empty(_collector.Spans);
        Assert.NotEmpty(_collector.Metrics);
    }

    [Fact]
    public async Task WhatAProgramDoesByItself_HasNoTrace_AndNeitherHasWhoIsAsked()
    {
        await RunAsync(async host =>
        {
            using var http = new HttpClient();
            await http.GetAsync(new Uri(await host.GetAsync("/address") + "/items/1"));
        });

        Assert.DoesNotContain(_collector.Spans, span => span.Name != "GET /address");
    }

    [Fact]
    public async Task Request_ThatFails_IsAnErrorWithoutWords()
    {
        await RunAsync(host => host.GetAsync("/broken"));

        Assert.Equal("503", Assert.Single(_collector.Spans).Attributes["http.response.status_code"]);
    }

    private async Task RunAsync(Func<TelemetryHost, Task> traffic)
    {
        await using var host = await TelemetryHost.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Grpc.AbsoluteUri));
        await traffic(host);
        await host.StopAsync();
    }
}

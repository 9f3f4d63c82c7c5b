using ClusterGateway.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Tests.Telemetry;

public sealed class OtlpVariablesTests
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "here")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "tcp")]
    [InlineData("OTEL_LOGS_EXPORTER", "console")]
    [InlineData("OTEL_TRACES_EXPORTER", "otlp,zipkin")]
    [InlineData("OTEL_TRACES_SAMPLER", "jaeger_remote")]
    public void TelemetryWarnings_ValueThatDoesNotCount_NameKeyValueAndFix(string key, string value)
    {
        var mistake = Assert.Single(Of(key, value).TelemetryWarnings());

        Assert.Equal(key, mistake.Path);
        Assert.Contains($"'{value.Split(',')[^1]}'", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("write", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "grpc")]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp, prometheus")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    [InlineData("OTEL_TRACES_SAMPLER", "ParentBased_TraceIdRatio")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    public void TelemetryWarnings_ValueOfTheSpecification_AreNone(string key, string value) => Assert.Empty(Of(key, value).TelemetryWarnings());

    private static IConfiguration Of(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}

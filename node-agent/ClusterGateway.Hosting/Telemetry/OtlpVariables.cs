using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// The part of the standard variables that the SDK leaves to who calls it: whether a signal is exported, and the variables of one signal, which
/// stand before the general ones (OpenTelemetry, "OTLP Exporter Configuration"). What is wrong is told and does not count, as the
/// specification asks: telemetry never keeps a program from serving.
/// </summary>
internal static class OtlpVariables
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string SdkDisabled = "OTEL_SDK_DISABLED";

    private static readonly string[] OfOneSignal =
        ["PROTOCOL", "HEADERS", "TIMEOUT", "COMPRESSION", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY"];

    private static readonly string[] Samplers =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    public static bool IsExported(IConfiguration configuration, OtlpSignal signal) =>
        !IsTrue(configuration[SdkDisabled]) && Exporters(configuration, signal).Any(name => Is(name, "otlp")) && EndpointOf(configuration, signal) is not null;

    /// <summary>The configuration as the SDK is to see it: the signal's own variables in the place of the general ones.</summary>
    /// <remarks>Whether the SDK is disabled was decided before; a reader of metrics for <c>/metrics</c> is made in any case.</remarks>
    public static IConfiguration For(IConfiguration configuration, OtlpSignal signal) => new ConfigurationBuilder()
        .AddConfiguration(configuration)
        .AddInMemoryCollection(OfOneSignal
            .Select(name => KeyValuePair.Create(Prefix + name, configuration[Specific(signal, name)]))
            .Where(variable => !string.IsNullOrEmpty(variable.Value))
            .Append(KeyValuePair.Create<string, string?>(SdkDisabled, "false")))
        .Build();

    /// <summary>An endpoint of one signal is used as it is, the general one is where the paths of all signals begin.</summary>
    public static void Apply(IConfiguration configuration, OtlpSignal signal, OtlpExporterOptions exporter)
    {
        if (Url(configuration[Specific(signal, "ENDPOINT")]) is { } endpoint)
        {
            exporter.Endpoint = endpoint;
        }
    }

    /// <summary>Every variable with a value that does not count, with what to write instead.</summary>
    public static IEnumerable<ConfigurationError> Mistakes(IConfiguration configuration)
    {
        var signals = Enum.GetValues<OtlpSignal>();
        foreach (var key in signals.Select(signal => Specific(signal, "ENDPOINT")).Prepend(Prefix + "ENDPOINT"))
        {
            if (configuration[key] is { Length: > 0 } text && Url(text) is null)
            {
                yield return new ConfigurationError(key, $"'{text}' is no URL and does not count: write one as in http://collector:4317");
            }
        }

        foreach (var key in signals.Select(signal => Specific(signal, "PROTOCOL")).Prepend(Prefix + "PROTOCOL"))
        {
            if (configuration[key] is { Length: > 0 } text and not ("grpc" or "http/protobuf"))
            {
                yield return new ConfigurationError(key, $"'{text}' is not supported and does not count: write grpc or http/protobuf");
            }
        }

        foreach (var signal in signals)
        {
            if (Array.Find(Exporters(configuration, signal), name => !IsKnown(name, signal)) is { } unknown)
            {
                yield return new ConfigurationError(ExporterKey(signal), $"'{unknown}' is not supported and does not count: write otlp or none (/metrics is always there)");
            }
        }

        if (configuration["OTEL_TRACES_SAMPLER"] is { Length: > 0 } sampler && !Samplers.Contains(sampler, StringComparer.OrdinalIgnoreCase))
        {
            yield return new ConfigurationError("OTEL_TRACES_SAMPLER", $"'{sampler}' is not known and does not count: write one of {string.Join(", ", Samplers)}");
        }
    }

    private static Uri? EndpointOf(IConfiguration configuration, OtlpSignal signal) =>
        Url(configuration[Specific(signal, "ENDPOINT")]) ?? Url(configuration[Prefix + "ENDPOINT"]);

    private static Uri? Url(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    /// <summary>A list, as the specification has it; <c>otlp</c> when there is none.</summary>
    private static string[] Exporters(IConfiguration configuration, OtlpSignal signal) => configuration[ExporterKey(signal)] is { Length: > 0 } text
        ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : ["otlp"];

    private static string ExporterKey(OtlpSignal signal) => $"OTEL_{NameOf(signal)}_EXPORTER";

    private static string Specific(OtlpSignal signal, string name) => $"{Prefix}{NameOf(signal)}_{name}";

    private static string NameOf(OtlpSignal signal) => signal.ToString().ToUpperInvariant();

    /// <summary><c>prometheus</c> asks for what <c>/metrics</c> does anyway.</summary>
    private static bool IsKnown(string exporter, OtlpSignal signal) =>
        Is(exporter, "otlp") || Is(exporter, "none") || (signal == OtlpSignal.Metrics && Is(exporter, "prometheus"));

    private static bool IsTrue(string? text) => text is not null && Is(text, "true");

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

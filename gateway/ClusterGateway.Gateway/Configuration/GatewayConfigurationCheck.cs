using ClusterGateway.Gateway.Edge;
using ClusterGateway.Hosting.Certificates;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Every mistake in the section <c>ClusterGateway</c>, at once.</summary>
internal static class GatewayConfigurationCheck
{
    private const string Section = GatewayOptions.Section;

    private static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(8);

    /// <summary>Sub-sections that their own features read and check.</summary>
    public static string[] Features { get; } =
        [
            "Tokens", "KeyRing", "Affinity", "PlacementMemory", "LoadBalancing", "Retries", "Timeouts", "PassiveHealth", "Limits", "Https", "Shutdown", "AccessLog",
            "Screening",
        ];

    public static IEnumerable<ConfigurationError> CheckTokenKeys(IConfiguration configuration) =>
        ConfigurationShape.Check(configuration.GetSection($"{Section}:Tokens"), typeof(object), SecretReader.KeysOf("Gateway", "AdminHash"));

    public static IEnumerable<ConfigurationError> CheckValues(GatewayOptions options, bool clusterAware)
    {
        IEnumerable<ConfigurationError?> checks =
        [
            clusterAware && options.Nodes.Count == 0
                ? new ConfigurationError($"{Section}:Nodes", "is empty, but a destination is cluster://…; name at least one agent: [{ \"Agent\": \"http://10.0.0.1:7400\" }]")
                : null,
            options.Probing.ApplicationPath.StartsWith('/')
                ? null
                : new ConfigurationError($"{Section}:Probing:ApplicationPath", $"'{options.Probing.ApplicationPath}' does not begin with '/'"),
            CheckManagement(options.Management.Url),
            options.AgentsCa is { } file && TrustedIssuers.Mistake(file) is { } mistake ? new ConfigurationError($"{Section}:AgentsCa", $"'{file}' {mistake}") : null,
            options.PublicUrl is { } url && !IsHttp(url) ? NotAnAddress("PublicUrl", url) : null,
        ];
        return checks.OfType<ConfigurationError>().Concat(OptionBounds.Check(Section, options)).Concat(CheckNodes(options)).Concat(CheckProxies(options));
    }

    public static IEnumerable<ConfigurationError> Warnings(GatewayOptions options)
    {
        if (options.Primary.Wait.Value < DefaultLease)
        {
            yield return new ConfigurationError(
                $"{Section}:Primary:Wait",
                $"{options.Primary.Wait} is shorter than the default lease of 8 s: after the loss of the primary, admin requests fail before the next one can be elected");
        }
    }

    private static IEnumerable<ConfigurationError> CheckNodes(GatewayOptions options) => options.Nodes
        .Select((node, i) => node.Agent is { } agent && IsHttp(agent) ? null : NotAnAddress($"Nodes:{i}:Agent", node.Agent))
        .OfType<ConfigurationError>();

    private static IEnumerable<ConfigurationError> CheckProxies(GatewayOptions options) => options.TrustedProxies
        .Select((proxy, i) => ClientAddressExtensions.ParseNetwork(proxy) is null
            ? new ConfigurationError($"{Section}:TrustedProxies:{i}", $"'{proxy}' is neither an address (10.0.0.5) nor a network (10.0.0.0/24)")
            : null)
        .OfType<ConfigurationError>();

    private static ConfigurationError? CheckManagement(string url) =>
        Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var parsed) && IsHttp(parsed)
            ? null
            : new ConfigurationError($"{Section}:Management:Url", $"'{url}' is not an address to listen on; write http://127.0.0.1:8090");

    private static ConfigurationError NotAnAddress(string key, Uri? value) =>
        new($"{Section}:{key}", $"'{value}' is not an address; write it like http://10.0.0.1:7400");

    private static bool IsHttp(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}

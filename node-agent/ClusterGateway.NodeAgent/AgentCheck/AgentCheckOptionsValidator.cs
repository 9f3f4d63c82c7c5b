using System.Net;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>Addresses that can be listened on, and two different ones.</summary>
internal static class AgentCheckOptionsValidator
{
    public static IEnumerable<ConfigurationError> Validate(string path, AgentCheckOptions options) =>
    [
        .. Address($"{path}:Serving", options.Serving),
        .. Address($"{path}:Primary", options.Primary),
        .. options.Serving is { Length: > 0 } one && one == options.Primary
            ? [new ConfigurationError($"{path}:Primary", $"'{one}' is the address of {path}:Serving too; write another port")]
            : (ConfigurationError[])[],
    ];

    private static ConfigurationError[] Address(string path, string? value) =>
        value is null || (IPEndPoint.TryParse(value, out var address) && address.Port > 0)
            ? []
            : [new ConfigurationError(path, $"'{value}' is not an address to listen on; write ADDRESS:PORT, as in 10.0.0.1:7401 or [::]:7401")];
}

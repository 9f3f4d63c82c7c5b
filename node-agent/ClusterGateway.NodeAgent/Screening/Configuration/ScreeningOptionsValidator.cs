using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Screening.Configuration;

/// <summary>What the values of section <c>ClusterGateway:Screening</c> must satisfy together. Pure.</summary>
internal static class ScreeningOptionsValidator
{
    public static IEnumerable<ConfigurationError> Validate(string path, ScreeningOptions options) =>
    [
        .. options.AllowList.SelectMany((text, i) => Network($"{path}:AllowList:{i}", text)),
        .. Policy($"{path}:Default", options.Default),
        .. options.Policies.SelectMany(policy => Named($"{path}:Policies:{policy.Key}", policy.Key, policy.Value)),
    ];

    private static IEnumerable<ConfigurationError> Named(string path, string scope, ScreeningPolicy policy) =>
    [
        .. NodeId.IsValid(scope) ? [] : (ConfigurationError[])[new(path, $"'{scope}' is not a name; write 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'")],
        .. OptionBounds.Check(path, policy),
        .. Policy(path, policy),
    ];

    private static ConfigurationError[] Policy(string path, ScreeningPolicy policy) => policy.LongestBlock < policy.Block
        ? [new($"{path}:LongestBlock", $"'{policy.LongestBlock}' is shorter than the first block; write at least {policy.Block}")]
        : [];

    private static ConfigurationError[] Network(string path, string text) => AddressRange.TryParse(text, 32, 128, out _)
        ? []
        : [new(path, $"'{text}' is neither an address (10.0.0.5) nor a network (10.0.0.0/24)")];
}

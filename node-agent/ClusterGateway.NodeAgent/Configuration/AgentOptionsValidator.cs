using System.Globalization;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Certificates;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.AgentCheck;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Hooks;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.ShareLinks;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>What the values must satisfy, one by one and together. Every mistake is found, none stops the search.</summary>
internal static class AgentOptionsValidator
{
    private const string Root = AgentOptions.Section;

    public static IEnumerable<ConfigurationError> Validate(AgentOptions options) =>
    [
        .. OptionBounds.Check(Root, options),
        .. Id($"{Root}:Name", options.Name),
        .. NotEmpty($"{Root}:DataDirectory", options.DataDirectory, "write the directory where this node may keep its own files"),
        .. options.AgentsCa is { } file && TrustedIssuers.Mistake(file) is { } mistake ? [new ConfigurationError($"{Root}:AgentsCa", $"'{file}' {mistake}")] : Enumerable.Empty<ConfigurationError>(),
        .. Node(options.Node),
        .. Timing(options.Leadership.Timing),
        .. Membership(options.Membership),
        .. HookOptionsValidator.Validate($"{Root}:Hooks", options.Hooks),
        .. SettingsOptionsValidator.Validate($"{Root}:Settings", options.Settings),
        .. ShareLinks(options.ShareLinks),
        .. ScreeningOptionsValidator.Validate($"{Root}:Screening", options.Screening),
        .. AlertOptionsValidator.Validate($"{Root}:Alerts", options.Alerts, options.Leadership.Timing, options.Membership),
        .. AgentCheckOptionsValidator.Validate($"{Root}:AgentCheck", options.AgentCheck),
    ];

    private static IEnumerable<ConfigurationError> Node(NodeOptions node) =>
    [
        .. Id($"{Root}:Node:Id", node.Id),
        .. Http($"{Root}:Node:Advertise", node.Advertise),
        .. Http($"{Root}:Node:Application", node.Application),
        .. node.Route is null ? [] : Id($"{Root}:Node:Route", node.Route),
        .. node.Tags.Where(string.IsNullOrWhiteSpace).Take(1).Select(_ => new ConfigurationError($"{Root}:Node:Tags", "holds an empty tag; remove it")),
        .. CheckOptionsValidator.Validate(NodeHealthOptions.ChecksPath, node.Checks, node.Application).Select(Split),
    ];

    private static IEnumerable<ConfigurationError> Timing(LeaseTiming timing)
    {
        const string Path = $"{Root}:Leadership";
        if (2 * timing.Renew >= timing.Deadline || timing.Deadline > timing.Lease - timing.Margin)
        {
            yield return new ConfigurationError(Path, string.Create(CultureInfo.InvariantCulture,
                $"lease {Text(timing.Lease)}, renew {Text(timing.Renew)}, deadline {Text(timing.Deadline)}: 2 × renew < deadline <= lease - lease / 3 must hold; write a deadline above {Text(2 * timing.Renew)} and up to {Text(timing.Lease - timing.Margin)}, or choose a profile"));
        }
    }

    private static IEnumerable<ConfigurationError> Membership(MembershipOptions membership)
    {
        const string Path = $"{Root}:Membership";
        if (2 * membership.Heartbeat.Value > membership.Suspect.Value || membership.Suspect >= membership.Dead)
        {
            yield return new ConfigurationError(
                Path,
                $"heartbeat {membership.Heartbeat}, suspect {membership.Suspect}, dead {membership.Dead}: 2 × heartbeat <= suspect < dead must hold");
        }
    }

    private static ConfigurationError[] ShareLinks(ShareLinkOptions links)
    {
        const string Path = $"{Root}:ShareLinks:PublicUrl";
        return Http(Path, links.PublicUrl) is [var wrong] ? [wrong] : TokenFollows(Path, links.PublicUrl);
    }

    private static ConfigurationError[] TokenFollows(string path, Uri? address) => address?.OriginalString is null or [.., '/' or '=']
        ? []
        : [new ConfigurationError(path, $"'{address}' is followed by the token of a link; let it end with '/' or '=', as in https://portal.example/s/")];

    private static IEnumerable<ConfigurationError> Id(string path, string value) => NodeId.IsValid(value)
        ? []
        : [new ConfigurationError(path, $"'{value}' is not a name; write 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'")];

    private static IEnumerable<ConfigurationError> NotEmpty(string path, string value, string fix) =>
        string.IsNullOrWhiteSpace(value) ? [new ConfigurationError(path, $"is empty; {fix}")] : [];

    private static ConfigurationError[] Http(string path, Uri? address) =>
        address is null || (address.IsAbsoluteUri && address.Scheme is "http" or "https")
            ? []
            : [new ConfigurationError(path, $"'{address}' is not an address; write http://host:port or https://host:port")];

    private static string Text(TimeSpan value) => new Duration(value).ToString();

    /// <summary>The checks' validator answers sentences that begin with the path.</summary>
    private static ConfigurationError Split(string sentence)
    {
        var end = sentence.IndexOf(' ', StringComparison.Ordinal);
        return new ConfigurationError(sentence[..end], sentence[(end + 1)..]);
    }
}

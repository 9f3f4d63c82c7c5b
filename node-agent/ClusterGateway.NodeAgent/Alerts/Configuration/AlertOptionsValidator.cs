using System.Globalization;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>What the times of section <c>ClusterGateway:Alerts</c> must satisfy beside those of leadership and membership. Pure.</summary>
internal static class AlertOptionsValidator
{
    public static IEnumerable<ConfigurationError> Validate(string path, AlertOptions options, LeaseTiming timing, MembershipOptions membership) =>
    [
        .. AtLeast($"{path}:NodeDown", options.NodeDown, membership.Suspect, "Membership:Suspect"),
        .. AtLeast($"{path}:NoPrimary", options.NoPrimary, timing.Lease, "the lease"),
        .. AtLeast($"{path}:StoreUnreachable", options.StoreUnreachable, timing.Lease, "the lease"),
    ];

    private static IEnumerable<ConfigurationError> AtLeast(string path, Duration? value, TimeSpan least, string what) => value is { } given && given.Value < least
        ? [new ConfigurationError(path, string.Create(CultureInfo.InvariantCulture, $"'{given}' is shorter than {what}; write at least {least.TotalSeconds}s"))]
        : [];
}

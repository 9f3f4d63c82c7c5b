using System.Globalization;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>What the times of section <c>ClusterGateway:Alerts</c> must satisfy. Pure.</summary>
internal static class AlertOptionsValidator
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    public static IEnumerable<ConfigurationError> Validate(string path, AlertOptions options, LeaseTiming timing, MembershipOptions membership) =>
    [
        .. options.NodeDown is not { } silence ? [] : Between($"{path}:NodeDown", silence, membership.Suspect.TotalSeconds, Hour, " (Membership:Suspect)"),
        .. Between($"{path}:NodeUnhealthy", options.NodeUnhealthy, 0, Hour),
        .. options.NoPrimary is { } vacancy ? Between($"{path}:NoPrimary", vacancy, timing.Lease.TotalSeconds, Hour, " (the lease)") : [],
        .. options.StoreUnreachable is not { } outage ? [] : Between($"{path}:StoreUnreachable", outage, timing.Lease.TotalSeconds, Hour, " (the lease)"),
        .. Between($"{path}:ResolveAfter", options.ResolveAfter, 0, Hour / 2),
        .. options.Remind.Value == TimeSpan.Zero ? [] : Between($"{path}:Remind", options.Remind, 60, 7 * Day, ", or 0 for never,"),
        .. Between($"{path}:RetryFor", options.RetryFor, 1, 4 * Hour),
    ];

    private static IEnumerable<ConfigurationError> Between(string path, Duration value, double least, double most, string why = "") =>
        value.TotalSeconds >= least && value.TotalSeconds <= most
            ? []
            : [new ConfigurationError(path, string.Create(CultureInfo.InvariantCulture, $"'{value}' is out of range; write a duration from {least}s{why} to {most}s"))];
}

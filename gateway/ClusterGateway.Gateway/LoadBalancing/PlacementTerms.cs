using System.Globalization;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>What a YARP cluster says about placement: its metadata, and for what that does not say, the section.</summary>
/// <param name="BoundedLoad">No node takes more than this factor of the mean; null without a bound.</param>
internal sealed record PlacementTerms(double? BoundedLoad, BackupFailback BackupFailback)
{
    public const string BoundedLoadKey = "ClusterGateway.BoundedLoad";
    public const string BackupFailbackKey = "ClusterGateway.BackupFailback";

    public static PlacementTerms Of(ClusterConfig cluster, LoadBalancingOptions options) => new(
        TryFactor(cluster.Metadata?.GetValueOrDefault(BoundedLoadKey), out var factor) ? factor : options.BoundedLoad,
        TryFailback(cluster.Metadata?.GetValueOrDefault(BackupFailbackKey), out var failback) ? failback : options.BackupFailback);

    public static bool TryFactor(string? text, out double factor) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out factor)
        && factor is >= LoadBalancing.BoundedLoad.LeastFactor and <= LoadBalancing.BoundedLoad.MostFactor;

    public static bool TryFailback(string? text, out BackupFailback failback) =>
        Enum.TryParse(text, ignoreCase: true, out failback) && text.All(char.IsAsciiLetter);
}

using System.Globalization;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Where this feature's entries are.</summary>
internal static class EventKeys
{
    public const string Prefix = "events/";
    public const string Head = "event-head";
    public const string Removed = "events-removed";

    /// <summary>Zero-padded: the order of the keys is the order of the numbers.</summary>
    public static string Of(long number) => Prefix + number.ToString("D19", CultureInfo.InvariantCulture);

    public static long NumberOf(string key) => long.Parse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace ClusterGateway.Cli.Output;

/// <summary>Lengths of time as people say them: the two largest units, cut off.</summary>
internal static class Span
{
    public static string Of(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.0}s"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Seconds}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m {span.Seconds}s"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h {span.Minutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.Days}d {span.Hours}h"),
    };

    public static string OfSeconds(double seconds) => Of(TimeSpan.FromSeconds(seconds));
}

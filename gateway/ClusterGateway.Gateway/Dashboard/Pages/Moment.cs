using System.Globalization;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>Times and lengths of time as people read them. What is relative is coarse: a page must not change for the clock alone.</summary>
internal static class Moment
{
    public static string Clock(DateTimeOffset time) => Format(time, "HH:mm:ss 'UTC'");

    /// <summary>For programs that read the page.</summary>
    public static string Exact(DateTimeOffset time) => Format(time, "yyyy-MM-ddTHH:mm:ssZ");

    public static string Absolute(DateTimeOffset time, DateTimeOffset now) =>
        Format(time, time.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm:ss" : time.Year == now.Year ? "d MMM HH:mm" : "d MMM yyyy");

    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var passed = now - time;
        return passed < TimeSpan.FromMinutes(1) ? "just now" : $"{Length(passed)} ago";
    }

    /// <summary>In the largest unit that fits, rounded down.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalDays: >= 2 } => $"{(int)length.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)length.TotalHours} h",
        { TotalMinutes: >= 1 } => $"{(int)length.TotalMinutes} min",
        _ => $"{(int)length.TotalSeconds} s",
    };

    public static string Latency(TimeSpan? latency) => latency switch
    {
        null => "–",
        { TotalSeconds: >= 1 } slow => slow.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        { TotalMilliseconds: >= 10 } usual => usual.TotalMilliseconds.ToString("0 ms", CultureInfo.InvariantCulture),
        { } quick => quick.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture),
    };

    private static string Format(DateTimeOffset time, string format) => time.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture);
}

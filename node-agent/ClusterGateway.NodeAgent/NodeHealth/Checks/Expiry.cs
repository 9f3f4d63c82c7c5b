using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>The end of something's validity, and what people are told of it.</summary>
internal static partial class Expiry
{
    public static bool IsOver(DateTimeOffset end, DateTimeOffset now) => end <= now;

    public static bool IsNear(DateTimeOffset end, DateTimeOffset now, int minDays) => end - now < TimeSpan.FromDays(minDays);

    /// <summary>As a clause: "expired on 2026-03-01 12:00 UTC, 3 days ago", "expires on …, in 12 days".</summary>
    public static string Clause(DateTimeOffset end, DateTimeOffset now)
    {
        var days = (long)(end - now).Duration().TotalDays;
        var count = days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
        var at = end.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return IsOver(end, now) ? $"expired on {at} UTC, {count} ago" : $"expires on {at} UTC, in {count}";
    }

    /// <summary>
    /// The end that the first ISO 8601 date of a text names; null when there is none. A date without a time is the last day of validity,
    /// as licenses mean it, so the end is the midnight after it; a time without an offset is UTC.
    /// </summary>
    public static DateTimeOffset? Find(string text)
    {
        foreach (var match in Iso8601().EnumerateMatches(text))
        {
            var found = text.AsSpan(match.Index, match.Length);
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (DateTimeOffset.TryParse(found, CultureInfo.InvariantCulture, Utc, out var end))
            {
                // The largest date has no day after it; 9999-12-31 is how some write "for ever".
                return found.Length > 10 || end.Date >= DateTimeOffset.MaxValue.Date ? end : end.AddDays(1);
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(?:Z|[+-]\d{2}:\d{2})?)?(?!\d)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso8601();
}

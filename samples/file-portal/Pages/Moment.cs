using System.Globalization;

namespace FilePortal.Pages;

/// <summary>Times as people read them.</summary>
internal static class Moment
{
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>For programs that read the page.</summary>
    public static string Exact(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

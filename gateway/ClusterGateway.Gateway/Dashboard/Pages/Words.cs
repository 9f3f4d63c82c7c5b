using System.Globalization;
using System.Text.RegularExpressions;
using ClusterGateway.Gateway.Dashboard.Picture;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>Names of the program as people read them.</summary>
internal static partial class Words
{
    /// <summary><c>PrimaryElected</c> becomes "Primary elected".</summary>
    public static string OfType(string type) => Inner().Replace(type, match => " " + match.Value.ToLowerInvariant());

    public static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {(number == 1 ? one : many)}");

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Rate(double rate) => rate.ToString(rate is > 0 and < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>A class of the style sheet.</summary>
    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "bad",
        _ => "calm",
    };

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Inner();
}

using System.Globalization;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Contracts.Text;
using FilePortal.Documents;
using FilePortal.SignIn;

namespace FilePortal.ShareLinks;

/// <summary>The form that makes a link.</summary>
internal static class LinkForm
{
    public const string DefaultExpiry = "7d";
    private const long MostDownloads = 1_000_000_000;

    /// <summary>What one may choose: the value of the form, what people read, how long; null for ever.</summary>
    public static IReadOnlyList<(string Value, string Text, TimeSpan? Lifetime)> Expiries { get; } =
    [
        ("1h", "in an hour", TimeSpan.FromHours(1)),
        ("1d", "in a day", TimeSpan.FromDays(1)),
        (DefaultExpiry, "in a week", TimeSpan.FromDays(7)),
        ("30d", "in a month", TimeSpan.FromDays(30)),
        ("never", "never", null),
    ];

    /// <summary>The request, or a sentence about what is wrong.</summary>
    public static (ShareLinkRequest? Request, string? Error) Read(IFormCollection fields, DocumentName document, Session session)
    {
        var expiry = Expiries.FirstOrDefault(choice => choice.Value == fields["expires"]);
        if (expiry.Value is null)
        {
            return (null, "Choose when the link ends.");
        }

        var limit = fields["limit"].ToString();
        var limited = long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var downloads) && downloads is > 0 and <= MostDownloads;
        if (limit.Length > 0 && !limited)
        {
            return (null, "The number of downloads must be a whole number from 1 on; leave it empty for any number.");
        }

        return (new ShareLinkRequest
        {
            Target = LinkTarget.Of(document),
            Owner = session.User,
            Password = NullIfEmpty(fields["password"].ToString()),
            ExpiresIn = expiry.Lifetime is { } lifetime ? new Duration(lifetime) : null,
            MaxDownloads = limited ? downloads : null,
            Note = NullIfEmpty(fields["note"].ToString().Trim()),
        }, null);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

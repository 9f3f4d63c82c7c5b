using System.Globalization;
using ClusterGateway.Client.ShareLinks;
using ClusterGateway.Contracts.Problems;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Pages;

namespace FilePortal.ShareLinks;

/// <summary>What visitors are told.</summary>
internal static class VisitAnswer
{
    public static IResult Page(string token, DocumentView? document) => document is null
        ? Over()
        : Pages.Page.Of<VisitPage>(new() { [nameof(VisitPage.Token)] = token, [nameof(VisitPage.Document)] = document });

    /// <summary>One answer, byte for byte, for a link that never was, has ended, was used up, or whose document is gone.</summary>
    public static IResult Over() => new VisitRefusal(
        ProblemTypes.NotFound, "This link does not exist or is over", "Ask whoever sent it to you for a new one.", retryAfter: null);

    public static IResult Refused(HttpContext context, string token, ResolveAttempt visit) => visit.Outcome switch
    {
        ResolveOutcome.PasswordRequired or ResolveOutcome.PasswordWrong => Password(context, token, visit.Outcome),
        ResolveOutcome.TooManyAttempts => Later(visit.RetryAfter ?? TimeSpan.FromSeconds(1)),
        _ => Over(),
    };

    private static IResult Password(HttpContext context, string token, ResolveOutcome outcome)
    {
        var wrong = outcome == ResolveOutcome.PasswordWrong;
        if (!Accepted.Html(context.Request))
        {
            return Refusal.Because(
                wrong ? ProblemTypes.PasswordWrong : ProblemTypes.PasswordRequired,
                wrong ? "This is not the link's password." : $"The link has a password: post it as the form field password to /s/ and the token.");
        }

        return context.Request.Path.Value!.EndsWith("/download", StringComparison.Ordinal)
            ? SeeOther.To($"/s/{token}")
            : Pages.Page.Of<VisitPasswordPage>(
                new() { [nameof(VisitPasswordPage.Token)] = token, [nameof(VisitPasswordPage.Wrong)] = wrong },
                wrong ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
    }

    private static VisitRefusal Later(TimeSpan wait) => new(
        ProblemTypes.RateLimited, "Too many attempts", $"Passwords were tried too often. Try again in {Text(wait)}.", wait);

    private static string Text(TimeSpan wait) => wait <= TimeSpan.FromMinutes(1)
        ? "a minute"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalMinutes):0} minutes");
}

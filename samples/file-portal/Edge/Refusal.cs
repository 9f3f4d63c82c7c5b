using System.Globalization;
using ClusterGateway.Contracts.Problems;
using FilePortal.Pages;

namespace FilePortal.Edge;

/// <summary>An error: problem details for programs, a page for a browser.</summary>
internal sealed class Refusal(string name, string title, int status, string detail) : IResult
{
    // RFC 9457 §4.2.1: the status says it all.
    private const string Untyped = "about:blank";
    private const int RetryAfterSeconds = 2;

    public static Refusal Because(string name, string detail) => new(name, TitleOf(name), ProblemTypes.StatusOf(name), detail);

    public static Refusal OfStatus(int status, string title, string detail) => new(Untyped, title, status, detail);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Accepted.Html(httpContext.Request))
        {
            return Page.Of<MessagePage>(
                new() { [nameof(MessagePage.Heading)] = title, [nameof(MessagePage.Text)] = detail }, status).ExecuteAsync(httpContext);
        }

        var type = name == Untyped ? name : ProblemTypes.Prefix + name;
        return Results.Problem(detail, statusCode: status, title: title, type: type).ExecuteAsync(httpContext);
    }

    private static string TitleOf(string name) => name switch
    {
        ProblemTypes.Unauthorized => "You are not signed in",
        ProblemTypes.Forbidden => "This is not allowed",
        ProblemTypes.NotFound => "There is nothing here",
        ProblemTypes.NotPrimary => "This node is not the primary",
        ProblemTypes.StaleTerm => "Another node has become the primary",
        ProblemTypes.NoPrimary => "Administration is closed for the moment",
        ProblemTypes.StoreUnavailable => "Not at the moment",
        ProblemTypes.InvalidRequest => "The request cannot be understood",
        ProblemTypes.PreconditionFailed => "The document has changed",
        _ => "The request was refused",
    };
}

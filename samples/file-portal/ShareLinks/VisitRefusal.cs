using System.Globalization;
using ClusterGateway.Contracts.Problems;
using FilePortal.Edge;
using FilePortal.Pages;

namespace FilePortal.ShareLinks;

/// <summary>An error for somebody who has no account here: without a way into the portal.</summary>
internal sealed class VisitRefusal(string name, string heading, string text, TimeSpan? retryAfter) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (retryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var status = ProblemTypes.StatusOf(name);
        return Accepted.Html(httpContext.Request)
            ? Page.Of<VisitMessagePage>(
                new() { [nameof(VisitMessagePage.Heading)] = heading, [nameof(VisitMessagePage.Text)] = text }, status).ExecuteAsync(httpContext)
            : Results.Problem(text, statusCode: status, title: heading, type: ProblemTypes.Prefix + name).ExecuteAsync(httpContext);
    }
}

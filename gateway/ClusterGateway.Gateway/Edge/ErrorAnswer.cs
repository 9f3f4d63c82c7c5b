using System.Globalization;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.Gateway.Edge;

/// <summary>An error that the gateway makes itself: a small page for a browser that asks for HTML, problem details for everybody else.</summary>
internal static class ErrorAnswer
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <param name="retryAfter">When it is worth to come again, told with every status; without it only 503 and 429 tell, by default 2 s.</param>
    public static Task WriteAsync(HttpContext context, string problem, string detail, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (!AsksForHtml(context.Request))
        {
            return Problem.Of(problem, detail, retryAfter ?? RetryAfter).ExecuteAsync(context);
        }

        var status = ProblemTypes.StatusOf(problem);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsync(ErrorPage.Html(status, problem), context.RequestAborted);
    }

    private static bool AsksForHtml(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && accept.Quality is not 0);
}

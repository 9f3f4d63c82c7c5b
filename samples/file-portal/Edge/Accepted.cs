using Microsoft.Net.Http.Headers;

namespace FilePortal.Edge;

/// <summary>What a client asked for by name: <c>*/*</c> asks for nothing in particular.</summary>
internal static class Accepted
{
    /// <summary>A browser: it names HTML, at least as gladly as JSON.</summary>
    public static bool Html(HttpRequest request) => Quality(request, "text/html") is > 0 and var html && html >= Quality(request, "application/json");

    /// <summary>A program: it names JSON, and prefers it to HTML.</summary>
    public static bool Json(HttpRequest request) => Quality(request, "application/json") is > 0 and var json && json > Quality(request, "text/html");

    private static double Quality(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            ? accepted.Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                .Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max()
            : 0;
}

using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Gateway.Edge;

/// <summary>The page that people see when no node can answer: self-contained, nothing of the request in it.</summary>
internal static class ErrorPage
{
    public static string Html(int status, string problem)
    {
        var (title, text) = TextOf(problem);
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; color: #222; background: #fafafa }
            h1 { font-size: 1.4rem }
            p.code { color: #666; font-size: .875rem }
            @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } p.code { color: #999 } }
            </style>
            </head>
            <body>
            <h1>{{title}}</h1>
            <p>{{text}}</p>
            <p><a href="">Try again</a></p>
            <p class="code">{{status}} {{problem}}</p>
            </body>
            </html>
            """;
    }

    private static (string Title, string Text) TextOf(string problem) => problem switch
    {
        ProblemTypes.NoPrimary => ("Administration is not available right now", "Another server is about to take over. Please try again in a few seconds."),
        ProblemTypes.NoServingNode => ("The service is not available right now", "Please try again in a few seconds."),
        ProblemTypes.GatewayTimeout => ("The server takes too long", "It did not answer in time. Please try again."),
        ProblemTypes.Blocked or ProblemTypes.RateLimited => ("Too many attempts", "Too many log-ins from your network have failed. Please try again later."),
        ProblemTypes.NotFound => ("Not found", "Nothing is published at this address."),
        _ => ("The server did not answer", "The connection to it broke. Please try again."),
    };
}

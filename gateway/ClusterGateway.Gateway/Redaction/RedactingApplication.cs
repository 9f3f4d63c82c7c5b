using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>Shows the host, while it begins a request, what may be written of its path; everything behind it sees the path itself.</summary>
internal sealed class RedactingApplication<TContext>(IHttpApplication<TContext> inner, RedactedPaths paths) : IHttpApplication<TContext>
    where TContext : notnull
{
    public TContext CreateContext(IFeatureCollection contextFeatures)
    {
        var request = contextFeatures.GetRequiredFeature<IHttpRequestFeature>();
        if (paths.Find(request) is not { } redaction)
        {
            return inner.CreateContext(contextFeatures);
        }

        // The server runs each request in a context of its own: nothing of this reaches the next one on the connection.
        PathRedaction.Current = redaction;
        var (path, query) = (request.Path, request.QueryString);
        (request.Path, request.QueryString) = (redaction.Path, "");
        try
        {
            return inner.CreateContext(contextFeatures);
        }
        finally
        {
            (request.Path, request.QueryString) = (path, query);
        }
    }

    public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

    public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
}

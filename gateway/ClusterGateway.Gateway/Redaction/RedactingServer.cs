using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>
/// Stands between server and host, because the host writes path and query into logs, scopes and activities before any middleware runs.
/// Context factories come in time too, but with one of its own a host does not use its contexts again.
/// </summary>
internal sealed class RedactingServer(IServer inner, RedactedPaths paths) : IServer
{
    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => inner.StartAsync(new RedactingApplication<TContext>(application, paths), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();
}

using ClusterGateway.Gateway.Screening.Blocks;

namespace ClusterGateway.Gateway.Screening;

/// <summary>Turns blocked clients away, before anything else is done for them.</summary>
internal sealed class ScreeningMiddleware(RequestDelegate next, BlockedClients clients, BlockedAnswer answer)
{
    public Task InvokeAsync(HttpContext context) => clients.LeftOf(context.Connection.RemoteIpAddress) is { } left ? answer.WriteAsync(context, left) : next(context);
}

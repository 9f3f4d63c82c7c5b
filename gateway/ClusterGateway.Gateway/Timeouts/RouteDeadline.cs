using Microsoft.AspNetCore.Http.Timeouts;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>YARP's own <c>Timeout</c> of a route: it cancels the request's token as a client does that leaves.</summary>
internal static class RouteDeadline
{
    public static bool IsOver(HttpContext context) =>
        context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;

    /// <summary>Nobody is there to be answered: the request was canceled, and not because its time was over.</summary>
    public static bool HasClientLeft(HttpContext context) => context.RequestAborted.IsCancellationRequested && !IsOver(context);
}

using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// Gives the server's span of a request its name and attributes, by OpenTelemetry's conventions for HTTP, as far as the host does not. The
/// route stands for the address, which may be a secret and is never bounded.
/// </summary>
internal sealed class RequestTrace(RequestDelegate next)
{
    private static readonly HashSet<string> Methods =
        new(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"], StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (activity is null or { IsAllDataRequested: false })
        {
            return next(context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<UntracedEndpoint>() is not null)
        {
            activity.LeaveOut();
            return next(context);
        }

        return DescribeAsync(context, activity);
    }

    private async Task DescribeAsync(HttpContext context, Activity activity)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            activity.SetTag("error.type", exception.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Describe(context, activity);
        }
    }

    private static void Describe(HttpContext context, Activity activity)
    {
        var method = Methods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
        var name = method == "_OTHER" ? "HTTP" : method;
        activity.SetTag("http.request.method", method);
        activity.SetTag("url.scheme", context.Request.Scheme);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern)
        {
            var route = pattern.StartsWith('/') ? pattern : "/" + pattern;
            activity.SetTag("http.route", route);
            name += " " + route;
        }

        activity.DisplayName = name;
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}

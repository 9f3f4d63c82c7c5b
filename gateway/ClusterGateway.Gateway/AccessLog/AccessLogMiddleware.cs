using System.Diagnostics;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Retries;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Outermost, so that it sees what the client got: also errors of the gateway's own.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, AccessLogWriter log, AccessScrubbing scrubbing, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var begun = time.GetUtcNow();
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var response = new MeasuredResponse(context.Response.Body, time);
        context.Response.Body = response;
        context.Response.OnStarting(static measured => ((MeasuredResponse)measured).StartedAsync(), response);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(plain);
            log.Write(EntryOf(context, begun, response));
        }
    }

    private AccessEntry EntryOf(HttpContext context, DateTimeOffset begun, MeasuredResponse response)
    {
        var (request, features) = (context.Request, context.Features);
        var proxy = features.Get<IReverseProxyFeature>();
        return new AccessEntry
        {
            Time = begun,
            Client = context.Connection.RemoteIpAddress,
            Method = request.Method,
            Protocol = request.Protocol,
            Host = request.Host.Value,
            Target = scrubbing.Target(features.GetRequiredFeature<IHttpRequestFeature>()),
            Status = StatusOf(context, response),
            Bytes = response.Bytes,
            Duration = response.Duration,
            FirstByte = response.FirstByte,
            Route = proxy?.Route.Config.RouteId,
            Node = proxy?.ProxiedDestination?.DestinationId,
            Affinity = features.Get<BindingFeature>() is { IsDecided: true } binding ? AffinityMetrics.NameOf(binding.Outcome) : null,
            Retries = features.Get<SentAgain>()?.Times ?? 0,
            Error = features.Get<IForwarderErrorFeature>()?.Error.ToString(),
            Referer = scrubbing.Referer(request.Headers.Referer),
            UserAgent = request.Headers.UserAgent,
            TraceId = Activity.Current is { } activity ? activity.TraceId.ToHexString() : null,
        };
    }

    private static int StatusOf(HttpContext context, MeasuredResponse response) =>
        response.FirstByte is null && context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
}

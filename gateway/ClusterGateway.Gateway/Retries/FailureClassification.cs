using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Retries;

/// <summary>Tells from what YARP left on the request whether it may be sent again.</summary>
internal static class FailureClassification
{
    public static AttemptFailure Of(HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failed || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return AttemptFailure.None;
        }

        return Of(failed.Error, failed.Exception, IsSafe(context));
    }

    /// <param name="isSafe">GET, HEAD or OPTIONS without a body (RFC 9110 §9.2.1).</param>
    public static AttemptFailure Of(ForwarderError error, Exception? exception, bool isSafe) => (error, exception) switch
    {
        (ForwarderError.Request, HttpRequestException request) when IsConnect(request) => AttemptFailure.Connect,

        // SocketsHttpHandler's own connect timeout; the timeout of the whole attempt carries no TimeoutException.
        (ForwarderError.RequestTimedOut, OperationCanceledException { InnerException: TimeoutException }) => AttemptFailure.Connect,
        (ForwarderError.Request, HttpRequestException request) when isSafe && IsLost(request) => AttemptFailure.ConnectionLost,
        _ => AttemptFailure.None,
    };

    private static bool IsConnect(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static bool IsLost(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError
        || exception.InnerException is IOException or SocketException;

    private static bool IsSafe(HttpContext context)
    {
        var method = context.Request.Method;
        return (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;
    }
}

using System.Net.Sockets;
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

        return Of(failed.Error, failed.Exception, Resending.IsSafe(context));
    }

    /// <param name="isSafe">GET, HEAD or OPTIONS without a body (RFC 9110 §9.2.1).</param>
    public static AttemptFailure Of(ForwarderError error, Exception? exception, bool isSafe) => (error, exception) switch
    {
        (ForwarderError.Request or ForwarderError.RequestTimedOut, _) when Resending.NeverConnected(exception) => AttemptFailure.Connect,
        (ForwarderError.Request, HttpRequestException request) when isSafe && IsLost(request) => AttemptFailure.ConnectionLost,
        _ => AttemptFailure.None,
    };

    private static bool IsLost(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError
        || exception.InnerException is IOException or SocketException;
}

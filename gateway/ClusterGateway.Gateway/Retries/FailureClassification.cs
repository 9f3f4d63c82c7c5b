using System.Net.Sockets;
using ClusterGateway.Gateway.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Retries;

/// <summary>The one rule by which everybody tells from what YARP left on a request how its attempt ended. Pure.</summary>
internal static class FailureClassification
{
    /// <param name="cut">What the gateway itself did to the attempt.</param>
    public static AttemptFailure Of(HttpContext context, CutReason cut)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failed || context.Response.HasStarted || RouteDeadline.HasClientLeft(context))
        {
            return AttemptFailure.None;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return AttemptFailure.Timeout;
        }

        return cut switch
        {
            CutReason.NodeDown => AttemptFailure.NodeDown,
            CutReason.BeforeSent when IsOfCut(failed.Error) => AttemptFailure.NeverSent,
            CutReason.NeverSent when failed.Error == ForwarderError.RequestCanceled => AttemptFailure.NeverSent,
            CutReason.FirstByte => AttemptFailure.Timeout,
            _ => Of(failed.Error, failed.Exception),
        };
    }

    /// <summary>YARP has told how the attempt failed, and nothing has reached the client.</summary>
    public static bool IsReported(HttpContext context) => context.Features.Get<IForwarderErrorFeature>() is not null && !context.Response.HasStarted;

    public static AttemptFailure Of(ForwarderError error, Exception? exception) => error switch
    {
        ForwarderError.Request or ForwarderError.RequestTimedOut when NeverConnected(exception) => AttemptFailure.Connect,
        ForwarderError.RequestTimedOut => AttemptFailure.Timeout,
        ForwarderError.RequestBodyDestination => AttemptFailure.ConnectionLost,

        // The headers came and nothing else did; YARP has none of them sent before there is a byte of the body.
        ForwarderError.ResponseBodyDestination => AttemptFailure.ConnectionLost,
        ForwarderError.Request when exception is HttpRequestException request && IsLost(request) => AttemptFailure.ConnectionLost,
        _ => AttemptFailure.None,
    };

    /// <summary>What YARP makes of a body whose first read is refused, or canceled, depends on who of the two is first.</summary>
    private static bool IsOfCut(ForwarderError error) =>
        error is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient or ForwarderError.RequestTimedOut;

    /// <summary>No connection: nothing of the request left the gateway, whatever its method.</summary>
    private static bool NeverConnected(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,

        // A connection that is reset in the moment it is made: HttpClient lets that one exception through as it is. What is lost later is an
        // IOException.
        SocketException => true,

        // SocketsHttpHandler's own connect timeout; the timeout of the whole attempt carries no TimeoutException.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static bool IsLost(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError
        || exception.InnerException is IOException or SocketException;
}

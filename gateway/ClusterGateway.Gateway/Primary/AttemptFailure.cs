using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Reads what YARP says of a failed attempt. Pure.</summary>
internal static class AttemptFailure
{
    /// <param name="cut">The gateway itself ended the request, because its term was over.</param>
    public static AttemptFailureKind Of(IForwarderErrorFeature failure, bool cut) => failure.Error switch
    {
        _ when NeverConnected(failure.Exception) => AttemptFailureKind.NotSent,
        _ when cut => AttemptFailureKind.Lost,
        ForwarderError.Request or ForwarderError.RequestBodyDestination => AttemptFailureKind.Lost,
        _ => AttemptFailureKind.Other,
    };

    /// <summary>Asking twice does no harm: a safe method (RFC 9110, 9.2.1) without a body.</summary>
    public static bool IsSafe(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;

    private static bool NeverConnected(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        // How SocketsHttpHandler reports its ConnectTimeout.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}

using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Retries;

/// <summary>What whoever sends a request again must know first, to another node or to the next primary. Pure.</summary>
internal static class Resending
{
    /// <summary>Asking twice does no harm: a safe method (RFC 9110 §9.2.1) without a body.</summary>
    public static bool IsSafe(HttpContext context)
    {
        var method = context.Request.Method;
        return (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;
    }

    /// <summary>No connection: nothing of the request left the gateway, whatever its method.</summary>
    public static bool NeverConnected(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,

        // SocketsHttpHandler's own connect timeout; the timeout of the whole attempt carries no TimeoutException.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}

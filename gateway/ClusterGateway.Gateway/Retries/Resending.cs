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

    /// <summary>
    /// A request that never left may go out again whatever it is. One that may have arrived only when asking twice does no harm. One that
    /// took too long would take as long again.
    /// </summary>
    public static bool IsPossible(AttemptFailure failure, bool isSafe) => failure switch
    {
        AttemptFailure.Connect => true,
        AttemptFailure.ConnectionLost or AttemptFailure.NodeDown => isSafe,
        _ => false,
    };
}

using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Gateway.Retries;

/// <summary>What whoever sends a request again must know first, to another node or to the next primary. Pure.</summary>
internal static class Resending
{
    /// <summary>Asking twice does no harm: a safe method (RFC 9110 §9.2.1) without a body.</summary>
    public static bool IsSafe(HttpContext context) => IsSafe(context.Request.Method) && !HasBody(context);

    /// <summary>Asking twice does no harm by the request's method, and its body, if it has one, may be kept.</summary>
    public static bool IsRepeatable(HttpContext context, RetryPlan plan)
    {
        var method = context.Request.Method;
        return IsSafe(method) || IsSafeWithBody(method) || (plan.Idempotent && (HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)));
    }

    public static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>
    /// A request that never left may go out again whatever it is. One that may have arrived only when asking twice does no harm. One that
    /// took too long would take as long again.
    /// </summary>
    public static bool IsPossible(AttemptFailure failure, bool isSafe) => failure switch
    {
        AttemptFailure.Connect or AttemptFailure.NeverSent => true,
        AttemptFailure.ConnectionLost or AttemptFailure.NodeDown => isSafe,
        _ => false,
    };

    /// <summary>Safe methods, with a body or without; and tunnels, which have none to send.</summary>
    public static bool MayArriveTwice(string method) =>
        IsSafe(method) || IsSafeWithBody(method) || HttpMethods.IsConnect(method) || HttpMethods.IsTrace(method);

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Of WebDAV: RFC 4918 §9.1, RFC 3253 §3.6, RFC 5323 §2.</summary>
    private static bool IsSafeWithBody(string method) => method is "PROPFIND" or "REPORT" or "SEARCH";
}

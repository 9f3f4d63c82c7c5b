using ClusterGateway.Contracts.Problems;
using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// One pass over the headers of every request: refuses what no node should get, and removes what a client may not say (<see cref="Claims"/>)
/// and what was only for this hop (<see cref="ConnectionOptions"/>). The forwarding headers of trusted proxies have been read by now; nodes
/// get new ones, made from the result.
/// </summary>
internal sealed class InboundHeadersMiddleware(RequestDelegate next, EdgeMetrics metrics)
{
    /// <summary>Enumerating Kestrel's headers allocates; copying them does not.</summary>
    [ThreadStatic]
    private static KeyValuePair<string, StringValues>[]? _copy;

    public Task InvokeAsync(HttpContext context)
    {
        var rejection = RequestInspection.Of(context);
        if (rejection == Rejection.None)
        {
            rejection = Clean(context);
        }

        return rejection == Rejection.None ? next(context) : RejectAsync(context, rejection);
    }

    private static Rejection Clean(HttpContext context)
    {
        var headers = context.Request.Headers;
        var count = headers.Count;
        var copy = _copy is { } buffer && buffer.Length >= count ? buffer : _copy = new KeyValuePair<string, StringValues>[Math.Max(count, 64)];
        headers.CopyTo(copy, 0);
        var all = copy.AsSpan(0, count);
        try
        {
            foreach (var (name, value) in all)
            {
                if (RequestInspection.HasControls(value))
                {
                    return Rejection.ControlCharacter;
                }

                if (Claims.Of(name) is not ClaimKind.None and var kind && (kind == ClaimKind.Gateway || !TrustedPeer.Sent(context)))
                {
                    headers.Remove(name);
                }
            }
        }
        finally
        {
            // Strings of a request must not live on with the thread.
            all.Clear();
        }

        if (ConnectionOptions.NamesHeaders(headers.Connection))
        {
            ConnectionOptions.RemoveNamed(headers.Connection, headers);
        }

        return Rejection.None;
    }

    private Task RejectAsync(HttpContext context, Rejection rejection)
    {
        metrics.Rejected(rejection);
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // What follows on the connection may be the rest of the attack.
            context.Response.Headers.Connection = "close";
        }

        return ErrorAnswer.WriteAsync(context, ProblemTypes.InvalidRequest, RequestInspection.Sentence(rejection));
    }
}

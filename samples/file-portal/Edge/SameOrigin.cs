using ClusterGateway.Contracts.Problems;

namespace FilePortal.Edge;

/// <summary>
/// Refuses what another site makes a browser send. Browsers say where an unsafe request comes from (<c>Sec-Fetch-Site</c>, older ones
/// <c>Origin</c>); scripts say nothing and pass. The scheme is not compared: whoever terminates TLS is in front of us.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<OtherSites>() is not null || IsAllowed(context.Request)
        ? next(context)
        : Refusal.Because(ProblemTypes.Forbidden, "The request comes from another site.").ExecuteAsync(context);

    internal static bool IsAllowed(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site == "same-origin" || site == "none";
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0 || (Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var uri)
            && uri.Authority.Equals(Authority(uri.Scheme, request.Host), StringComparison.OrdinalIgnoreCase));
    }

    // An origin leaves its scheme's default port out, and some clients write it in Host.
    private static string Authority(string scheme, HostString host) =>
        Uri.TryCreate($"{scheme}://{host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}

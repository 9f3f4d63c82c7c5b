using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Passes path and query on byte for byte. YARP decodes and encodes again, and <see cref="Uri"/> makes canonical, which breaks
/// applications that put <c>%2F</c>, <c>//</c> or <c>%7E</c> in paths.
/// </summary>
internal sealed class RawTargetTransform : RequestTransform
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var target = context.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (context.ProxyRequest.RequestUri is null && PathAndQuery(target) is { } pathAndQuery)
        {
            var prefix = context.DestinationPrefix.AsSpan().TrimEnd('/');
            context.ProxyRequest.RequestUri = new Uri(string.Concat(prefix, pathAndQuery), AsItIs);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Of the origin form and of the absolute form (RFC 9112, 3.2); null for <c>*</c>.</summary>
    internal static string? PathAndQuery(string? target)
    {
        if (string.IsNullOrEmpty(target) || target[0] == '/')
        {
            return string.IsNullOrEmpty(target) ? null : target;
        }

        var authority = target.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return null;
        }

        var path = target.IndexOfAny(['/', '?'], authority + 3);
        return path < 0 ? "/" : target[path] == '?' ? "/" + target[path..] : target[path..];
    }
}

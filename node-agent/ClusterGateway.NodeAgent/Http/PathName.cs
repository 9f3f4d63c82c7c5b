using System.Reflection;
using ClusterGateway.NodeAgent.Records;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>
/// A name that is one segment of the path, decoded exactly once. The server's own path keeps <c>%2F</c> and decodes the rest, so that
/// <c>%252F</c> and <c>%2F</c> look alike in it: the name comes from what was sent.
/// </summary>
internal readonly record struct PathName(string Value)
{
    /// <exception cref="BadHttpRequestException">The segment is no name.</exception>
    public static ValueTask<PathName> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return Find(pattern, parameter.Name!, target) is { } name && EntryName.IsValid(name)
            ? ValueTask.FromResult(new PathName(name))
            : throw new BadHttpRequestException(
                $"'{parameter.Name}' must be one path segment of 1 to {EntryName.MostCharacters} characters, percent-encoded once");
    }

    public override string ToString() => Value;

    private static string? Find(RoutePattern pattern, string parameter, string target)
    {
        var index = pattern.PathSegments.TakeWhile(s => !s.Parts.OfType<RoutePatternParameterPart>().Any(p => p.Name == parameter)).Count();
        var segments = PathOf(target).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == pattern.PathSegments.Count ? Uri.UnescapeDataString(segments[index]) : null;
    }

    /// <summary>Without the query; of the absolute form (RFC 9112 §3.2.2) the part behind the authority.</summary>
    private static string PathOf(string target)
    {
        var path = target.AsSpan();
        if (path.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && !path.StartsWith("/"))
        {
            path = path[(scheme + 3)..];
            path = path.IndexOf('/') is >= 0 and var slash ? path[slash..] : [];
        }

        return (path.IndexOf('?') is >= 0 and var query ? path[..query] : path).ToString();
    }
}

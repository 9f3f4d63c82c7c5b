using ClusterGateway.Gateway.Redaction;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>
/// What may be written of a request's target and of the page that it came from: not what routes call secret
/// (<c>ClusterGateway.RedactPath</c>), no values of path parameters (session ids: RFC 3986, 3.3), and of a query nothing, or nothing under a
/// name that secrets have.
/// </summary>
internal sealed class AccessScrubbing(RedactedPaths paths, IOptions<AccessLogOptions> options)
{
    private readonly bool _query = options.Value.Query;

    public string Target(IHttpRequestFeature request)
    {
        if (paths.Find(request) is { } redaction)
        {
            return redaction.Path;
        }

        var target = request.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = SecretParameters.WithoutValues(query < 0 ? target : target[..query]);
        return query < 0 || !_query ? path : path + SecretParameters.WithoutSecrets(target[query..]);
    }

    /// <summary>Never with its query; null when there is none, or nothing that can be read.</summary>
    public string? Referer(string? referer)
    {
        if (!Uri.TryCreate(referer, UriKind.Absolute, out var page))
        {
            return null;
        }

        var origin = page.GetLeftPart(UriPartial.Scheme) + page.Authority;
        return paths.PrefixOf(Uri.UnescapeDataString(page.AbsolutePath)) is { } prefix
            ? origin + prefix + PathRedaction.Mark
            : origin + SecretParameters.WithoutValues(page.AbsolutePath);
    }
}

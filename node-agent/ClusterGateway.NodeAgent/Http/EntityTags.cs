using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>Strong entity tags made of revisions or contents, and the conditions of requests on them (RFC 9110 §8.8.3 and §13).</summary>
internal static class EntityTags
{
    public static EntityTagHeaderValue Of(long revision) => new($"\"{revision.ToString(CultureInfo.InvariantCulture)}\"");

    /// <summary>Of a content that has no revision of its own, as a page of a list: another tag whenever anything in it changes.</summary>
    public static EntityTagHeaderValue Of<T>(T content, JsonTypeInfo<T> type)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, type));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}\"");
    }

    public static void Send(HttpResponse response, EntityTagHeaderValue tag) => response.GetTypedHeaders().ETag = tag;

    /// <summary>Why the request must not be carried out on a resource in this state; null when it may.</summary>
    /// <param name="current">The tag of what is there; null when nothing is.</param>
    /// <param name="required">Whether a request without <c>If-Match</c> is refused (428, RFC 6585).</param>
    public static Problem? Refuse(HttpRequest request, EntityTagHeaderValue? current, bool required = false)
    {
        if (RefuseUnreadable(request) is { } unreadable)
        {
            return unreadable;
        }

        var headers = request.GetTypedHeaders();
        if (required && headers.IfMatch.Count == 0)
        {
            return Problem.Of(ProblemTypes.PreconditionRequired, "send If-Match with the ETag that was read, so that nobody's change is overwritten");
        }

        if (headers.IfMatch.Count > 0 && !headers.IfMatch.Any(tag => Matches(tag, current, strong: true)))
        {
            return Problem.Of(ProblemTypes.PreconditionFailed, "it was changed since it was read; read it again");
        }

        return headers.IfNoneMatch.Any(tag => Matches(tag, current, strong: false))
            ? Problem.Of(ProblemTypes.PreconditionFailed, "it exists already")
            : null;
    }

    /// <summary>A condition that nobody can check must not pass for none, nor for one that was checked: 400.</summary>
    public static Problem? RefuseUnreadable(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        return IsUnreadable(request.Headers.IfMatch, headers.IfMatch) || IsUnreadable(request.Headers.IfNoneMatch, headers.IfNoneMatch)
            ? Problem.Of(ProblemTypes.InvalidRequest, "If-Match and If-None-Match hold entity tags as they were read, in quotes, or *")
            : null;
    }

    /// <summary>Whether a reader has this state already: answer 304.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue current) =>
        request.GetTypedHeaders().IfNoneMatch.Any(tag => Matches(tag, current, strong: false));

    private static bool IsUnreadable(StringValues sent, IList<EntityTagHeaderValue> read) => sent.Count > 0 && read.Count == 0;

    private static bool Matches(EntityTagHeaderValue wanted, EntityTagHeaderValue? current, bool strong) =>
        current is not null && (wanted.Equals(EntityTagHeaderValue.Any) || wanted.Compare(current, strong));
}

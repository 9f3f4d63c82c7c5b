using Microsoft.Net.Http.Headers;

namespace FilePortal.Documents;

/// <summary>RFC 9110 §13.1: <c>If-Match</c> and <c>If-None-Match: *</c> of a write.</summary>
internal sealed record WriteCondition(IList<EntityTagHeaderValue>? IfMatch, bool OnlyNew)
{
    public static WriteCondition None { get; } = new(null, OnlyNew: false);

    /// <summary>Only over this version; empty for only where there is none.</summary>
    public static WriteCondition Version(string etag) =>
        EntityTagHeaderValue.TryParse(etag, out var tag) ? new WriteCondition([tag], OnlyNew: false) : new WriteCondition(IfMatch: null, OnlyNew: true);

    public static WriteCondition Of(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        var ifMatch = request.Headers.IfMatch.Count == 0 ? null : headers.IfMatch;
        return new WriteCondition(ifMatch, headers.IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any)));
    }

    public bool Allows(EntityTagHeaderValue? current) => current is null
        ? IfMatch is null
        : !OnlyNew && (IfMatch is null || IfMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: true)));
}

using System.Text.Json.Serialization;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.ShareLinks;

/// <summary>Body of <c>POST /v1/links</c>: a link that anybody who has it may open. A misspelled member is refused: it might be the limit.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShareLinkRequest
{
    /// <summary>What it opens, in the application's own words (a path, an id): 1–4,096 characters.</summary>
    public required string Target { get; init; }

    /// <summary>Who made it, as the application names its users: 1–4,096 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>What it allows, in the application's own words: 1–16 of 1–32 characters. Default <c>["read"]</c>.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>1–1,024 characters; none when it is left out.</summary>
    public string? Password { get; init; }

    /// <summary>1 s to 10 years; for ever when it is left out.</summary>
    public Duration? ExpiresIn { get; init; }

    /// <summary>1–1,000,000,000; any number when it is left out.</summary>
    public long? MaxDownloads { get; init; }

    /// <summary>For its owner; up to 1,024 characters.</summary>
    public string? Note { get; init; }
}

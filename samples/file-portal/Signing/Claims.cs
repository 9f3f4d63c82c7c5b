using System.Text.Json.Serialization;

namespace FilePortal.Signing;

/// <summary>What a signed token says; what it does not say is left out.</summary>
internal sealed record Claims
{
    /// <summary>What the token is for: one that opens a link opens nothing else.</summary>
    [JsonPropertyName("aud")]
    public required string Audience { get; init; }

    /// <summary>The name of the document.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>The user, where there is one.</summary>
    [JsonPropertyName("sub")]
    public string? User { get; init; }

    /// <summary>A visitor's grant of a share link.</summary>
    [JsonPropertyName("grant")]
    public string? Grant { get; init; }

    /// <summary>The hash of the link that the grant is of.</summary>
    [JsonPropertyName("link")]
    public string? Link { get; init; }

    /// <summary>Until when it holds, in seconds since 1970.</summary>
    [JsonPropertyName("exp")]
    public required long Expires { get; init; }
}

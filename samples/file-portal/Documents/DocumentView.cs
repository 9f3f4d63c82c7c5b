using System.Text.Json.Serialization;

namespace FilePortal.Documents;

/// <summary>A document in a list: <c>GET /files</c>.</summary>
/// <param name="Size">In bytes.</param>
public sealed record DocumentView(string Name, string Url, long Size, DateTimeOffset Modified, [property: JsonPropertyName("etag")] string ETag);

using Microsoft.Net.Http.Headers;

namespace FilePortal.Documents;

/// <summary>An open document: its tag and time are those of the very bytes that <see cref="Stream"/> reads.</summary>
internal sealed record DocumentContent(FileStream Stream, DateTimeOffset Modified, EntityTagHeaderValue ETag);

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts.Problems;

/// <summary>An error as RFC 9457 problem details; members that a problem adds (such as <c>currentLockId</c>) are in <see cref="Extensions"/>.</summary>
public sealed record ProblemView(string Type, string Title, int Status, string? Detail = null)
{
    // Settable: the source generator passes what is init-only to a constructor, which extension data does not support.
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extensions { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>The problem's name without the prefix of ours, as in <see cref="ProblemTypes"/>.</summary>
    [JsonIgnore]
    public string Name => Type.StartsWith(ProblemTypes.Prefix, StringComparison.Ordinal) ? Type[ProblemTypes.Prefix.Length..] : Type;
}

using System.Text.Json.Serialization;

namespace ClusterGateway.Contracts;

/// <summary>One page of a list. <see cref="Next"/> is what to pass as <c>after</c> for the following page; null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>
    /// How many the store holds on all pages together, whatever else the list is filtered by; only where <c>?count=true</c> asked for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Total { get; set; }
}

using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>What an application says of one of its settings, so that a wrong value is refused with the reason.</summary>
/// <param name="Key">The setting's key, or a pattern with <c>*</c> for any characters.</param>
public sealed record SettingDefinition(string Key)
{
    /// <summary><c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>, <c>array</c>, <c>object</c>; null for any.</summary>
    public string? Type { get; set; }

    /// <summary>Least number, or least length of a string or an array; null for none.</summary>
    public double? Minimum { get; set; }

    /// <summary>Greatest number, or greatest length of a string or an array; null for none.</summary>
    public double? Maximum { get; set; }

    /// <summary>The only values allowed; null for any.</summary>
    public IReadOnlyList<JsonElement>? OneOf { get; set; }

    /// <summary>A regular expression that a string must match as a whole; null for none.</summary>
    public string? Pattern { get; set; }

    /// <summary>What counts where nobody has set it.</summary>
    public JsonElement? Default { get; set; }

    /// <summary>What it is for, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>Its value is kept encrypted and never shown.</summary>
    public bool Secret { get; set; }

    /// <summary>It differs from node to node: never written for the cluster.</summary>
    public bool NodeScoped { get; set; }
}

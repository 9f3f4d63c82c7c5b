using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>How one setting differs between two states; secrets are masked.</summary>
/// <param name="Change"><c>added</c>, <c>changed</c>, <c>removed</c>; of an import also <c>skipped</c>.</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is not there any more.</param>
public sealed record SettingChangeView(string Key, string Change, JsonElement? Before, JsonElement? After)
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";
    public const string Skipped = "skipped";

    /// <summary>Why it is skipped; null otherwise.</summary>
    public string? Reason { get; set; }
}

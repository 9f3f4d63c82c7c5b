using System.Text.Json;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>Values of settings as people read and write them: text without quotes, everything else as JSON.</summary>
internal static class SettingText
{
    /// <summary>Text that would be something else, or nothing, without its quotes keeps them.</summary>
    public static string Of(JsonElement? value) => value switch
    {
        null => "–",
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } plain && ReadJson(plain) is null => text.GetString()!,
        { } other => other.GetRawText(),
    };

    /// <summary>What was typed into a field. Forms send each end of a line as CR LF, whatever it was (HTML, "normalize newlines"); it becomes LF.</summary>
    /// <param name="isText">Whether it is text also when it looks like JSON.</param>
    public static JsonElement Parse(string typed, bool isText) =>
        (isText ? null : ReadJson(typed)) ?? JsonSerializer.SerializeToElement(typed.Replace("\r\n", "\n", StringComparison.Ordinal));

    /// <returns>Null when it is none.</returns>
    public static JsonElement? ReadJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

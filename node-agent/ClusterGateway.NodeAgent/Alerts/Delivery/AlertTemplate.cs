using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>JSON with <c>{{placeholders}}</c>, whose values are escaped as the inside of a JSON string.</summary>
internal sealed partial class AlertTemplate
{
    private static readonly Dictionary<string, Func<AlertMessage, string>> Values = new(StringComparer.Ordinal)
    {
        ["id"] = m => m.Id,
        ["status"] = AlertText.Status,
        ["reminder"] = m => m.Kind == AlertMessageKind.Reminder ? "true" : "false",
        ["code"] = m => m.Code,
        ["node"] = m => m.Node ?? "",
        ["severity"] = AlertText.Severity,
        ["priority"] = m => AlertText.Priority(m).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["summary"] = m => m.Summary,
        ["detail"] = m => m.Detail,
        ["cluster"] = m => m.Cluster,
        ["sender"] = m => m.Sender,
        ["since"] = m => AlertText.Time(m.Since),
        ["ends"] = m => AlertText.Time(m.Ends),
        ["title"] = AlertText.Title,
        ["text"] = AlertText.Body,
    };

    private static readonly AlertMessage Sample = new()
    {
        Id = "0",
        Kind = AlertMessageKind.Firing,
        Code = AlertCodes.NodeDown,
        Node = "node1",
        Severity = AlertSeverity.Critical,
        Summary = "\"quoted\"",
        Detail = "two\nlines \\",
        Cluster = "cluster",
        Sender = "node2",
    };

    private readonly string _text;

    private AlertTemplate(string text) => _text = text;

    /// <summary>What a webhook gets that has no template of its own.</summary>
    public static AlertTemplate Default { get; } = new(
        """
        {"id":"{{id}}","status":"{{status}}","reminder":{{reminder}},"code":"{{code}}","node":"{{node}}","severity":"{{severity}}","summary":"{{summary}}","detail":"{{detail}}","cluster":"{{cluster}}","sender":"{{sender}}","since":"{{since}}","ends":"{{ends}}"}
        """);

    public static IReadOnlyCollection<string> Placeholders => Values.Keys;

    /// <returns>The template; null when something is wrong with it.</returns>
    /// <param name="wrong">What is wrong and how to mend it, in a sentence without the template's text.</param>
    public static AlertTemplate? Parse(string text, out string? wrong)
    {
        var template = new AlertTemplate(text);
        if (Placeholder().Matches(text).Select(m => m.Groups[1].Value).FirstOrDefault(name => !Values.ContainsKey(name)) is { } unknown)
        {
            wrong = $"'{{{{{unknown}}}}}' is no placeholder; there are {string.Join(", ", Values.Keys)}";
            return null;
        }

        try
        {
            using var _ = JsonDocument.Parse(template.Fill(Sample));
            wrong = null;
            return template;
        }
        catch (JsonException exception)
        {
            wrong = $"makes no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}); write \"…\" around placeholders, and see that every bracket and comma is right";
            return null;
        }
    }

    public string Fill(AlertMessage message) =>
        Placeholder().Replace(_text, match => JsonEncodedText.Encode(Values[match.Groups[1].Value](message)).Value);

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}

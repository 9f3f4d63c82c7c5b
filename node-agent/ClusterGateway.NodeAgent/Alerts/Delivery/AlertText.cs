using System.Globalization;
using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>A message as people and templates read it. Pure.</summary>
internal static class AlertText
{
    /// <summary>A reminder is firing still.</summary>
    public static string Status(AlertMessage message) => message.Kind switch
    {
        AlertMessageKind.Resolved => "resolved",
        AlertMessageKind.Test => "test",
        _ => "firing",
    };

    public static string Severity(AlertMessage message) => message.Severity == AlertSeverity.Critical ? "critical" : "warning";

    /// <summary>One line.</summary>
    public static string Title(AlertMessage message) =>
        $"[{Status(message).ToUpperInvariant()}] {message.Cluster}: {message.Summary}{(message.Kind == AlertMessageKind.Reminder ? ", still" : "")}";

    /// <summary>The title, and what there is to know.</summary>
    public static string Body(AlertMessage message) => message.Kind == AlertMessageKind.Resolved
        ? $"{Title(message)}\n\nOver since {Time(message.Ends)}, after {Length(message.Ends - message.Since)}. It was: {message.Detail}.\n\n{Foot(message)}"
        : $"{Title(message)}\n\n{message.Detail}.\n\nSince {Time(message.Since)}.\n\n{Foot(message)}";

    /// <summary>RFC 3339, in seconds.</summary>
    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>From 1 (nothing to do) to 5 (now), as ntfy counts.</summary>
    public static int Priority(AlertMessage message) => message.Kind switch
    {
        AlertMessageKind.Resolved or AlertMessageKind.Test => 3,
        _ => message.Severity == AlertSeverity.Critical ? 5 : 4,
    };

    private static string Foot(AlertMessage message) => $"{message.Code}, {Severity(message)}, sent by {message.Sender}, id {message.Id}";

    private static string Length(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min")
        : span.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalSeconds)} s");
}

using System.Text.Json;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Delivery;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class AlertTemplateTests
{
    private static readonly AlertMessage Message = new()
    {
        Id = "7",
        Kind = AlertMessageKind.Firing,
        Code = AlertCodes.NodeDown,
        Node = "node1",
        Severity = AlertSeverity.Critical,
        Summary = "\"node1\" is down",
        Detail = "first\nsecond \\ </script>",
        Cluster = "cluster",
        Sender = "node2",
        Since = DateTimeOffset.UnixEpoch,
        Ends = DateTimeOffset.UnixEpoch.AddMinutes(3),
    };

    [Fact]
    public void Default_HoldsEverythingUnchanged()
    {
        using var body = JsonDocument.Parse(AlertTemplate.Default.Fill(Message));

        Assert.Equal(Message.Summary, body.RootElement.GetProperty("summary").GetString());
        Assert.Equal(Message.Detail, body.RootElement.GetProperty("detail").GetString());
        Assert.Equal("1970-01-01T00:03:00Z", body.RootElement.GetProperty("ends").GetString());
        Assert.False(body.RootElement.GetProperty("reminder").GetBoolean());
        Assert.Equal("", JsonDocument.Parse(AlertTemplate.Default.Fill(Message with { Node = null })).RootElement.GetProperty("node").GetString());
    }

    [Fact]
    public void EveryPlaceholder_HasAValueInAJsonString()
    {
        foreach (var name in AlertTemplate.Placeholders)
        {
            var template = AlertTemplate.Parse($$$"""{"a":"{{ {{{name}}} }}"}""", out var wrong);
            Assert.Null(wrong);
            Assert.NotEqual("", JsonDocument.Parse(template!.Fill(Message)).RootElement.GetProperty("a").GetString());
        }
    }

    [Theory]
    [InlineData("""{"text":"{{nodes}}"}""", "'{{nodes}}' is no placeholder")]
    [InlineData("""{"text":"{{title}}",}""", "makes no JSON")]
    [InlineData("""{"text":{{title}}}""", "makes no JSON")]
    [InlineData("", "makes no JSON")]
    public void Parse_WhatIsWrong_SaysSoAndHowToMendIt(string text, string expected)
    {
        Assert.Null(AlertTemplate.Parse(text, out var wrong));
        Assert.Contains(expected, wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AlertMessageKind.Firing, "[FIRING] cluster: \"node1\" is down", 5)]
    [InlineData(AlertMessageKind.Reminder, "[FIRING] cluster: \"node1\" is down, still", 5)]
    [InlineData(AlertMessageKind.Resolved, "[RESOLVED] cluster: \"node1\" is down", 3)]
    [InlineData(AlertMessageKind.Test, "[TEST] cluster: \"node1\" is down", 3)]
    internal void Title_SaysWhatKindItIs(AlertMessageKind kind, string title, int priority)
    {
        var message = Message with { Kind = kind };

        Assert.Equal((title, priority), (AlertText.Title(message), AlertText.Priority(message)));
    }

    [Fact]
    public void ResolvedText_TellsTheWholeStoryToWhomNothingWasToldBefore() => Assert.StartsWith(
        "[RESOLVED] cluster: \"node1\" is down\n\nOver since 1970-01-01T00:03:00Z, after 3 min 0 s. It was: first",
        AlertText.Body(Message with { Kind = AlertMessageKind.Resolved }), StringComparison.Ordinal);
}

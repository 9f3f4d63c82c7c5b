namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What records say. Pure.</summary>
internal static class AlertRecords
{
    public static AlertKey KeyOf(this AlertRecord record) => new(record.Code, record.Node);

    public static bool IsOpen(this AlertRecord record) => record.Resolved is null;

    /// <summary>Nothing is left to do: it is only remembered.</summary>
    public static bool IsOver(this AlertRecord record) => record is { Resolved: not null, Waiting.Count: 0 };
}

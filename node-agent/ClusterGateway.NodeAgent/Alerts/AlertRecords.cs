namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What records say. Pure.</summary>
internal static class AlertRecords
{
    public static AlertKey KeyOf(this AlertRecord record) => new(record.Code, record.Node);

    /// <summary>What it is about, for a sentence.</summary>
    public static string Subject(this AlertKey key) => key.Node ?? "the cluster";

    public static bool IsOpen(this AlertRecord record) => record.Resolved is null;

    /// <summary>Nothing is left to do: it is only remembered.</summary>
    public static bool IsOver(this AlertRecord record) => record is { Resolved: not null, Waiting.Count: 0 };
}

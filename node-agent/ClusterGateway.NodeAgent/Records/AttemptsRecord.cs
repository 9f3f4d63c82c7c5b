namespace ClusterGateway.NodeAgent.Records;

/// <summary>Attempts within a window, which is the entry's time to live.</summary>
/// <param name="Window">Names the window: what was charged in one is not refunded in the next.</param>
internal sealed record AttemptsRecord(int Count, string Window);

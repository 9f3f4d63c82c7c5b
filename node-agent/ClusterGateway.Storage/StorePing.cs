namespace ClusterGateway.Storage;

/// <summary>The store's own time, and how long the question took.</summary>
public sealed record StorePing(DateTimeOffset ServerTime, TimeSpan RoundTrip);

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>What this gateway sent to a node in one interval.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Latency">Mean time from sending a request until the headers of its response; null when none was answered.</param>
public readonly record struct TrafficSample(double Rate, TimeSpan? Latency);

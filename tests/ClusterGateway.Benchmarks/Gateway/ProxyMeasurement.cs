using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>One run of a workload through a proxy.</summary>
/// <param name="Cpu">Of the proxy alone, in microseconds a request.</param>
/// <param name="Memory">Of the proxy after the run, in MiB.</param>
internal sealed record ProxyMeasurement(string Workload, string Proxy, LoadResult Load, double Cpu, double Memory);

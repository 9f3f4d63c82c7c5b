using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.Screening;

/// <summary>How many failed log-ins an address has, in which time, and how long it is blocked then.</summary>
/// <param name="Failures">0 when addresses are not counted.</param>
public sealed record CountingRule(int Failures, Duration Window, Duration Block);

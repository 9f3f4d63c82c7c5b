using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What came of a write.</summary>
/// <param name="Step">The new step; null when nothing had to change, or nothing was written.</param>
/// <param name="Refused">Why nothing was written; null when all is well.</param>
internal sealed record SettingsWritten(SettingsStepRecord? Step, Problem? Refused);

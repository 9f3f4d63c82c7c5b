namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>A machine whose clock is wrong; time passes as everywhere.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}

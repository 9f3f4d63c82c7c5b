namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>A condition, and how long it has been there without a break.</summary>
internal sealed record HeldCondition(AlertCondition Condition, TimeSpan Held)
{
    public bool IsDue => Held >= Condition.For && !Condition.IsMuted;
}

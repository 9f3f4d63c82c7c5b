namespace ClusterGateway.Contracts.Alerts;

/// <summary>What became of a message on one channel.</summary>
public enum AlertOutcome
{
    Sent,
    Failed,
}

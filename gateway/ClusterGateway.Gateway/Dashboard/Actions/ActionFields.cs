namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What an administrator can say to an action before it is done.</summary>
[Flags]
public enum ActionFields
{
    None = 0,
    Deadline = 1,
    Force = 2,
    Target = 4,
    Reason = 8,
}

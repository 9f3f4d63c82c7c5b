namespace ClusterGateway.Contracts.Nodes;

/// <summary>The role of a node as traffic sees it.</summary>
public enum NodeRole
{
    Secondary,
    Primary,
}

namespace ClusterGateway.Contracts.Nodes;

/// <summary>By what the sessions of a draining node are counted.</summary>
public enum SessionSource
{
    /// <summary>By the clients that gateways have bound to it: no reference was seen there since it drains.</summary>
    Bindings,

    /// <summary>By the references that its application keeps: exact, and gone at once when a session ends.</summary>
    References,
}

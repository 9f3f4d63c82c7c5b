using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>How far this node is with the cluster's settings.</summary>
internal interface ISettings
{
    /// <summary>The last revision that this node applied; 0 before the first.</summary>
    long Applied { get; }

    /// <summary>What an administrator should know of it; null when all is well.</summary>
    WarningView? Warning { get; }
}

namespace ClusterGateway.Contracts.Alerts;

/// <summary>What agents alert of; causes and remedies are in docs/operations/alerts.md.</summary>
public static class AlertCodes
{
    public const string NoPrimary = "no-primary";
    public const string NodeDown = "node-down";
    public const string AllNodesDown = "all-nodes-down";
    public const string StoreUnreachable = "store-unreachable";
    public const string Failsafe = "failsafe";
    public const string DrainOverdue = "drain-overdue";
    public const string ClockSkew = "clock-skew";
    public const string VersionMismatch = "version-mismatch";
    public const string DuplicateNode = "duplicate-node";

    /// <summary>The code of a test message; nothing is wrong then.</summary>
    public const string Test = "test";
}

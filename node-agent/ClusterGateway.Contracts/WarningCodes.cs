namespace ClusterGateway.Contracts;

/// <summary>Codes of warnings that agents and gateways raise about the cluster; causes and remedies are in docs/operations/warnings.md.</summary>
public static class WarningCodes
{
    public const string FewServingNodes = "few-serving-nodes";
    public const string SingleGateway = "single-gateway";
    public const string TimeZoneDiffers = "time-zone-differs";
    public const string VersionMismatch = "version-mismatch";
    public const string DuplicateNode = "duplicate-node";
    public const string Failsafe = "failsafe";
    public const string FailoverPaused = "failover-paused";
}

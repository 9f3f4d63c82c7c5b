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
    public const string ClockSkew = "clock-skew";
    public const string DiskSpace = "disk-space";
    public const string CertificateExpiring = "certificate-expiring";
    public const string LicenseExpiring = "license-expiring";
    public const string CheckFailing = "check-failing";
    public const string SettingsLag = "settings-lag";
    public const string Store = "store";
    public const string NoPrimary = "no-primary";
    public const string TwoPrimaries = "two-primaries";
    public const string AddressPrefixShare = "address-prefix-share";

    /// <summary>What an agent may warn of.</summary>
    public static IReadOnlyList<string> OfAgents { get; } =
    [
        CertificateExpiring, CheckFailing, ClockSkew, DiskSpace, DuplicateNode, FewServingNodes, LicenseExpiring, SettingsLag, SingleGateway, Store, TimeZoneDiffers,
        VersionMismatch,
    ];

    /// <summary>What only a gateway warns of.</summary>
    public static IReadOnlyList<string> OfGateways { get; } = [AddressPrefixShare, FailoverPaused, Failsafe, NoPrimary, TwoPrimaries];
}

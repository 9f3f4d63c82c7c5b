namespace ClusterGateway.Contracts.Events;

/// <summary>The events that agents and gateways write themselves.</summary>
public static class EventTypes
{
    public const string PrimaryElected = "PrimaryElected";
    public const string PrimaryReleased = "PrimaryReleased";
    public const string LeaseLost = "LeaseLost";
    public const string SwitchoverRequested = "SwitchoverRequested";
    public const string FailoverPaused = "FailoverPaused";
    public const string FailoverResumed = "FailoverResumed";
    public const string FailsafeStarted = "FailsafeStarted";
    public const string FailsafeEnded = "FailsafeEnded";
    public const string NodeJoined = "NodeJoined";
    public const string NodeLeft = "NodeLeft";
    public const string NodeLost = "NodeLost";
    public const string NodeRefused = "NodeRefused";
    public const string NodeRemoved = "NodeRemoved";
    public const string NodeHealthChanged = "NodeHealthChanged";
    public const string NodeDrainStarted = "NodeDrainStarted";
    public const string NodeDrained = "NodeDrained";
    public const string NodeMaintenanceStarted = "NodeMaintenanceStarted";
    public const string NodeActivated = "NodeActivated";
    public const string HookSucceeded = "HookSucceeded";
    public const string HookFailed = "HookFailed";
    public const string AlertSent = "AlertSent";
    public const string AlertResolved = "AlertResolved";
    public const string AlertFailed = "AlertFailed";
    public const string SettingsChanged = "SettingsChanged";
    public const string SettingsRestored = "SettingsRestored";
    public const string LockBroken = "LockBroken";
    public const string LinkCreated = "LinkCreated";
    public const string LinkChanged = "LinkChanged";
    public const string LinkRevoked = "LinkRevoked";
    public const string LinkLimitReached = "LinkLimitReached";
    public const string LinkGuessesLimited = "LinkGuessesLimited";
    public const string AddressBlocked = "AddressBlocked";
    public const string AddressUnblocked = "AddressUnblocked";
    public const string CertificateStaged = "CertificateStaged";
    public const string CertificateActivated = "CertificateActivated";
    public const string CertificateRemoved = "CertificateRemoved";
}

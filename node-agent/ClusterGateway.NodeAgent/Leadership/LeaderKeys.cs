namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Where this feature's entries are: few, so that one list reads them all at one moment.</summary>
internal static class LeaderKeys
{
    public const string Prefix = "leader/";
    public const string Lease = Prefix + "lease";
    public const string Term = Prefix + "term";
    public const string Failsafe = Prefix + "failsafe";
    public const string HandOver = Prefix + "handover";
    public const string Pause = Prefix + "pause";
    public const string Released = Prefix + "released";
    public const string Switchover = Prefix + "switchover";
}

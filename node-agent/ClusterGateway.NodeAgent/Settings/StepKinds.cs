namespace ClusterGateway.NodeAgent.Settings;

/// <summary>What the steps of the history are called.</summary>
internal static class StepKinds
{
    public const string Set = "set";
    public const string Unset = "unset";
    public const string Import = "import";
    public const string Rollback = "rollback";
    public const string Schema = "schema";

    /// <summary>The store had less than the nodes: the revision was raised above what any of them had.</summary>
    public const string Restore = "restore";
}

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>This node found that it cannot be primary, although everything the election looks at says that it can.</summary>
/// <param name="Term">The term that it gives up.</param>
/// <param name="Since">A timestamp of the monotonic clock.</param>
/// <param name="Pause">How long others have the first chance; this node may be their only hope afterwards.</param>
internal sealed record Resignation(long Term, string Reason, long Since, TimeSpan Pause)
{
    /// <summary>Whether it still keeps this node from being primary: until the term is given up, and for the pause.</summary>
    public bool Binds(long? held, TimeSpan elapsed) => held == Term || elapsed < Pause;
}

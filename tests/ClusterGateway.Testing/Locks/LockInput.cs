namespace ClusterGateway.Testing.Locks;

/// <param name="Id">The id to lock, refresh or release with; the new one of a swap; not used by a get.</param>
/// <param name="OldId">Of a swap.</param>
public sealed record LockInput(LockVerb Verb, string Id, string OldId = "")
{
    public override string ToString() => Verb switch
    {
        LockVerb.Get => "Get",
        LockVerb.Swap => $"Swap {OldId} by {Id}",
        _ => $"{Verb} {Id}",
    };
}

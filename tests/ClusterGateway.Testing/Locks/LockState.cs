namespace ClusterGateway.Testing.Locks;

/// <summary>A file's lock.</summary>
/// <param name="Id">Null when it is not locked.</param>
/// <param name="MayEndAt">It cannot have expired earlier: the time to live after the last refresh was called.</param>
/// <param name="MustEndAt">It has expired later: the time to live after that refresh returned.</param>
public readonly record struct LockState(string? Id, TimeSpan MayEndAt, TimeSpan MustEndAt)
{
    public override string ToString() => Id is null ? "unlocked" : $"locked by {Id} until between {MayEndAt} and {MustEndAt}";
}

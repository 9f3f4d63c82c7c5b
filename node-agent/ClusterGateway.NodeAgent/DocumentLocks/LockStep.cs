using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>What to do next for a <see cref="LockCommand"/>.</summary>
internal abstract record LockStep
{
    private LockStep()
    {
    }

    /// <summary>Nothing is left to do.</summary>
    internal sealed record Answer(LockAnswer Value) : LockStep;

    /// <summary>Nothing can be tried on what is known.</summary>
    internal sealed record Read : LockStep;

    /// <summary>Under the condition, the file is locked under this id.</summary>
    /// <param name="AcquiredAt">Null when it begins now.</param>
    /// <param name="Done">What has happened when it is committed.</param>
    internal sealed record Put(
        StoreCondition Condition, string LockId, string? Owner, DateTimeOffset? AcquiredAt, TimeSpan TimeToLive, LockOutcome Done) : LockStep;

    /// <summary>Under the condition, the file is unlocked.</summary>
    internal sealed record Delete(StoreCondition Condition, LockOutcome Done) : LockStep;
}

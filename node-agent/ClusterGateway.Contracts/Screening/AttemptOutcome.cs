namespace ClusterGateway.Contracts.Screening;

/// <summary>What came of a log-in.</summary>
public enum AttemptOutcome
{
    /// <summary>It failed.</summary>
    Failure,

    /// <summary>It succeeded: the failures of this account from this address are taken back, and the address is known for it.</summary>
    Success,

    /// <summary>It is about to be checked, and counts as failed until it succeeds: however many come at once, no more than the limit are checked.</summary>
    Attempt,
}

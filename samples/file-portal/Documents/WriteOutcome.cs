namespace FilePortal.Documents;

internal enum WriteOutcome
{
    Created,
    Replaced,
    Deleted,

    /// <summary>There is nothing to delete.</summary>
    Missing,
    ConditionFailed,

    /// <summary>The document is not locked as the change needs it.</summary>
    Locked,
}

namespace FilePortal.Documents;

internal enum WriteOutcome
{
    Created,
    Replaced,
    ConditionFailed,
}

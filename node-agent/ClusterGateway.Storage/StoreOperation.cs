namespace ClusterGateway.Storage;

/// <summary>One step of a commit on one entry, done only when its condition holds.</summary>
public abstract record StoreOperation
{
    private protected StoreOperation(string key, StoreCondition condition)
    {
        StoreKey.Validate(key);
        Key = key;
        Condition = condition;
    }

    public string Key { get; }

    public StoreCondition Condition { get; }
}

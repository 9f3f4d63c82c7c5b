namespace ClusterGateway.Storage;

/// <summary>Changes nothing, but the whole commit depends on its condition: the fence of leader-only writes.</summary>
public sealed record StoreCheck(string Key, StoreCondition Condition) : StoreOperation(Key, Condition);

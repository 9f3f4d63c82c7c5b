namespace ClusterGateway.Storage;

/// <summary>Removes the entry; under <see cref="StoreCondition.Any"/> an absent one is fine.</summary>
public sealed record StoreDelete(string Key, StoreCondition Condition) : StoreOperation(Key, Condition);

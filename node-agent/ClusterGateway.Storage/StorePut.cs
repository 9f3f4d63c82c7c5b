namespace ClusterGateway.Storage;

/// <summary>Writes the entry's value and time to live, whether it existed or not.</summary>
public sealed record StorePut : StoreOperation
{
    public const int MaxValueBytes = 1024 * 1024;

    /// <param name="value">At most 1 MiB; may be empty.</param>
    /// <param name="timeToLive">At least 1 ms, counted by the store from the commit; null for ever.</param>
    public StorePut(string key, ReadOnlyMemory<byte> value, StoreCondition condition, TimeSpan? timeToLive = null)
        : base(key, condition)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxValueBytes, nameof(value));
        if (timeToLive is { } ttl)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(ttl, TimeSpan.FromMilliseconds(1), nameof(timeToLive));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, TimeSpan.FromDays(36_500), nameof(timeToLive));
        }

        Value = value;
        TimeToLive = timeToLive;
    }

    public ReadOnlyMemory<byte> Value { get; }

    public TimeSpan? TimeToLive { get; }
}

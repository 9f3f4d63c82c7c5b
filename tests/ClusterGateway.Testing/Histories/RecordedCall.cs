namespace ClusterGateway.Testing.Histories;

/// <summary>One call of a recorded history.</summary>
/// <param name="Output">Null when nobody knows whether it took effect: it may have, at any time after it was called.</param>
/// <param name="Called">By one monotonic clock for the whole history.</param>
/// <param name="Returned">By the same clock; <see cref="TimeSpan.MaxValue"/> when the outcome is unknown.</param>
public sealed record RecordedCall<TInput, TOutput>(TInput Input, TOutput? Output, TimeSpan Called, TimeSpan Returned)
    where TOutput : class
{
    public bool IsUnknown => Output is null;
}

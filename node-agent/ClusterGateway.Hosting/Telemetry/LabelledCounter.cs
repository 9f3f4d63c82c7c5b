using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// A counter with one attribute whose values are few and known. All of them are shown from the start, with zeros: in a series that begins at
/// 1, Prometheus sees no increase.
/// </summary>
public sealed class LabelledCounter
{
    private readonly FrozenDictionary<string, Count> _counts;

    /// <param name="attribute">The attribute's name; <paramref name="values"/> are all that it can have.</param>
    public LabelledCounter(Meter meter, string name, string unit, string description, string attribute, IEnumerable<string> values)
    {
        _counts = values.ToFrozenDictionary(value => value, _ => new Count(), StringComparer.Ordinal);
        meter.CreateObservableCounter(
            name,
            () => _counts.Select(count => new Measurement<long>(Interlocked.Read(ref count.Value.Events), new KeyValuePair<string, object?>(attribute, count.Key))),
            unit,
            description);
    }

    /// <exception cref="KeyNotFoundException">The value is not one of those announced.</exception>
    public void Add(string value) => Interlocked.Increment(ref _counts[value].Events);

    private sealed class Count
    {
        public long Events;
    }
}

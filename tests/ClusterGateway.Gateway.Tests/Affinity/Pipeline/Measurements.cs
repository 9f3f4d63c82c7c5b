using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>What one gateway's counter counted, by the value of one attribute.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public Measurements(TestGateway gateway, string instrument, string attribute)
    {
        var meters = (IMeterFactory)gateway.Services.GetService(typeof(IMeterFactory))!;
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == (object)meters)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == attribute)
                {
                    _counts.AddOrUpdate((string)tag.Value!, value, (_, count) => count + value);
                }
            }
        });
        _listener.Start();
    }

    public long this[string value] => _counts.GetValueOrDefault(value);

    public void Dispose() => _listener.Dispose();
}

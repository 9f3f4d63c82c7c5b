using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>What one gateway's counter counted since this was made, by the value of one attribute; the counter may be one that is read.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _before;
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
        _listener.SetMeasurementEventCallback<long>((measured, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == attribute && measured.IsObservable)
                {
                    _read[(string)tag.Value!] = value;
                }
                else if (tag.Key == attribute)
                {
                    _counts.AddOrUpdate((string)tag.Value!, value, (_, count) => count + value);
                }
            }
        });
        _listener.Start();
        _listener.RecordObservableInstruments();
        _before = new Dictionary<string, long>(_read, StringComparer.Ordinal);
    }

    public long this[string value]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _counts.GetValueOrDefault(value) + _read.GetValueOrDefault(value) - _before.GetValueOrDefault(value);
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace ClusterGateway.Testing.Telemetry;

/// <summary>The attributes of every measurement that anything in this process makes, as text to search.</summary>
public sealed class RecordedMetrics : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _series = new();
    private readonly MeterListener _listener = new();

    public RecordedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _listener.SetMeasurementEventCallback<int>(Record);
        _listener.SetMeasurementEventCallback<long>(Record);
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.Start();
    }

    public ICollection<string> Series
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _series.Keys;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Record<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var text = instrument.Name;
        foreach (var (key, tag) in tags)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" {key}={tag}");
        }

        _series[text] = true;
    }
}

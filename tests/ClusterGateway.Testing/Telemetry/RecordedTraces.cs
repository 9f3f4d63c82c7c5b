using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ClusterGateway.Testing.Telemetry;

/// <summary>
/// Every activity that anything in this process starts, recorded with all its data, as text to search: names, tags, events, baggage.
/// Other tests run in the same process, so only what is found counts, not how much there is.
/// </summary>
public sealed class RecordedTraces : IDisposable
{
    private readonly ConcurrentQueue<string> _activities = new();
    private readonly ActivityListener _listener;

    public RecordedTraces()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => _activities.Enqueue("started " + TextOf(activity)),
            ActivityStopped = activity => _activities.Enqueue("stopped " + TextOf(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<string> Activities => _activities;

    public void Dispose() => _listener.Dispose();

    private static string TextOf(Activity activity)
    {
        var text = new StringBuilder($"{activity.Source.Name} {activity.OperationName} '{activity.DisplayName}' {activity.StatusDescription}");
        Append(text, activity.TagObjects);
        foreach (var happened in activity.Events)
        {
            text.Append(" | ").Append(happened.Name);
            Append(text, happened.Tags);
        }

        foreach (var (key, value) in activity.Baggage)
        {
            text.Append(" | ").Append(key).Append('=').Append(value);
        }

        return text.Append(activity.TraceStateString).ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            text.Append(' ').Append(key).Append('=').Append(value);
        }
    }
}

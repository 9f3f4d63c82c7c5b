using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>Counts what hooks did, and how long they took.</summary>
internal sealed class HookMetrics
{
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _duration;

    public HookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        _runs = meter.CreateCounter<long>("clustergateway.hooks.runs", "{run}", "Commands of hooks that ran");
        _duration = meter.CreateHistogram<double>(
            "clustergateway.hooks.duration", "s", "How long commands of hooks took", tags: null, HistogramBounds.Vacancy);
    }

    public void Ran(HookRun run)
    {
        var hook = new KeyValuePair<string, object?>("hook", run.Call.Hook.ToString());
        _runs.Add(1, hook, new("outcome", NameOf(run.Outcome)));
        _duration.Record(run.Took.TotalSeconds, hook);
    }

    private static string NameOf(HookOutcome outcome) => outcome switch
    {
        HookOutcome.Succeeded => "succeeded",
        HookOutcome.Failed => "failed",
        HookOutcome.TimedOut => "timed-out",
        HookOutcome.NotStarted => "not-started",
        _ => "stopped",
    };
}

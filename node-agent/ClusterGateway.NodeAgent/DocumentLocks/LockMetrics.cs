using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>Counts what is asked of locks, and what became of it.</summary>
internal sealed class LockMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _operations = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.locks.operations", "{operation}", "Operations on document locks");

    public void Count(LockCommand command, LockOutcome outcome) => Count(NameOf(command), outcome switch
    {
        LockOutcome.Taken => "taken",
        LockOutcome.Refreshed => "refreshed",
        LockOutcome.Swapped => "swapped",
        LockOutcome.Released => "released",
        LockOutcome.Broken => "broken",
        LockOutcome.Conflict => "conflict",
        _ => "unlocked",
    });

    /// <summary>No answer: the store was away, or the caller left.</summary>
    public void CountUnknown(LockCommand command) => Count(NameOf(command), "unknown");

    public void CountRead(bool held) => Count("get", held ? "held" : "unlocked");

    private static string NameOf(LockCommand command) => command switch
    {
        LockCommand.Take => "lock",
        LockCommand.Refresh => "refresh",
        LockCommand.Swap => "swap",
        LockCommand.Release => "release",
        _ => "break",
    };

    private void Count(string operation, string outcome) => _operations.Add(1, new("operation", operation), new("outcome", outcome));
}

using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>
/// Sends what records say is waiting, each channel by itself, and notes what became of it. Called by the worker only; a slow channel holds
/// nobody up.
/// </summary>
internal sealed partial class AlertDeliveries(
    AlertChannels channels, AlertMessages messages, AlertRetry retry, AlertLedger ledger, IEventLog events, AlertMetrics metrics, NodeIdentity self,
    ILogger<AlertDeliveries> logger)
{
    private readonly Dictionary<(AlertKey Key, string Channel), Running> _running = [];

    /// <summary>Begins what is not yet begun, and ends what a later message of the same alert has overtaken.</summary>
    public void Go(IReadOnlyList<AlertRecord> records, CancellationToken cancellationToken)
    {
        foreach (var done in _running.Where(r => r.Value.Task.IsCompleted).ToList())
        {
            _running.Remove(done.Key);
            done.Value.Stop.Dispose();
        }

        var waiting = records.SelectMany(r => r.Waiting.Select(name => (Record: r, Channel: name))).ToList();
        foreach (var (record, name) in waiting)
        {
            if (!_running.TryGetValue((record.KeyOf(), name), out var running))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                _running[(record.KeyOf(), name)] = new Running(record, stop, Task.Run(() => SendAsync(record, name, stop.Token), CancellationToken.None));
            }
            else if (!IsSameMessage(running.Record, record))
            {
                // The next look begins the other.
                running.Stop.Cancel();
            }
        }
    }

    /// <summary>Another node sends now, or nobody: whatever is under way ends, and the next sender begins it anew.</summary>
    public void Stop()
    {
        foreach (var running in _running.Values)
        {
            running.Stop.Cancel();
        }
    }

    private async Task SendAsync(AlertRecord record, string name, CancellationToken cancellationToken)
    {
        try
        {
            if (channels.Find(name) is not { } channel)
            {
                await NoteAsync(record, name, cancellationToken);
                return;
            }

            var (outcome, detail) = await retry.SendAsync(channel, messages.Of(record), cancellationToken);
            metrics.Sent(record.Code, outcome);
            Tell(record, name, outcome, detail);

            // It was sent: that is to be noted also when this agent stops meanwhile.
            await NoteAsync(record, name, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, record.Code, record.KeyOf().Subject(), name);
        }
        catch (Exception exception)
        {
            Log.Broken(logger, exception, record.Code, record.KeyOf().Subject(), name);
        }
    }

    private async Task NoteAsync(AlertRecord record, string name, CancellationToken cancellationToken) => await ledger.ChangeAnywhereAsync(
        record.KeyOf(),
        known => known is not null && IsSameMessage(known, record) ? known with { Waiting = [.. known.Waiting.Where(w => w != name)] } : null,
        cancellationToken);

    private void Tell(AlertRecord record, string name, AlertOutcome outcome, string detail)
    {
        if (outcome == AlertOutcome.Failed)
        {
            Log.Failed(logger, record.Code, record.KeyOf().Subject(), name, detail);
            events.Append(new EventRequest(EventTypes.AlertFailed, record.Node, $"{name} {detail}", self.Id, $"{record.Code} by {name}"));
            return;
        }

        Log.Sent(logger, record.Kind, record.Code, record.KeyOf().Subject(), name);
        if (record.Kind != AlertMessageKind.Reminder)
        {
            var type = record.Kind == AlertMessageKind.Resolved ? EventTypes.AlertResolved : EventTypes.AlertSent;
            events.Append(new EventRequest(type, record.Node, record.Summary, self.Id, $"{record.Code} by {name}"));
        }
    }

    private static bool IsSameMessage(AlertRecord one, AlertRecord other) =>
        one.Id == other.Id && one.Kind == other.Kind && one.Told == other.Told;

    private sealed record Running(AlertRecord Record, CancellationTokenSource Stop, Task Task);

    private static partial class Log
    {
        [LoggerMessage(2410, LogLevel.Information, "{Kind} message of alert {Code} of {Node} sent by {Channel}", EventName = "AlertSent")]
        public static partial void Sent(ILogger logger, AlertMessageKind kind, string code, string node, string channel);

        [LoggerMessage(2411, LogLevel.Warning, "the alert {Code} of {Node} could not be sent by {Channel}: it {Reason}", EventName = "AlertFailed")]
        public static partial void Failed(ILogger logger, string code, string node, string channel, string reason);

        [LoggerMessage(2412, LogLevel.Debug, "the alert {Code} of {Node} is not sent by {Channel} any more", EventName = "AlertStopped")]
        public static partial void Stopped(ILogger logger, string code, string node, string channel);

        [LoggerMessage(2413, LogLevel.Error, "the alert {Code} of {Node} was not sent by {Channel}", EventName = "AlertBroken")]
        public static partial void Broken(ILogger logger, Exception exception, string code, string node, string channel);
    }
}

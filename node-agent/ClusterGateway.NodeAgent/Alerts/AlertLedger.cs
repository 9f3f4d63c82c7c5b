using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>
/// What was told of, in the store; while that is away, in memory, and written once it is back. Every node has a copy. Changes are
/// conditional: of two that want to tell the same, one does.
/// </summary>
internal sealed partial class AlertLedger(IClusterStore store, TimeProvider time, ILogger<AlertLedger> logger)
{
    private const string Prefix = "alerts/";
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<AlertKey, AlertRecord> _unwritten = [];
    private readonly KeyedLock _one = new();
    private volatile IReadOnlyDictionary<AlertKey, AlertRecord> _stored = new Dictionary<AlertKey, AlertRecord>();
    private volatile bool _stale = true;
    private long _readAt;

    /// <summary>All that is known: open alerts, and those that are remembered.</summary>
    public IReadOnlyList<AlertRecord> Current
    {
        get
        {
            lock (_unwritten)
            {
                return [.. _unwritten.Values.Concat(_stored.Values.Where(r => !_unwritten.ContainsKey(r.KeyOf())))];
            }
        }
    }

    /// <summary>Reads what others wrote, every few seconds, and writes what could not be written before.</summary>
    /// <param name="now">Without waiting for those seconds.</param>
    /// <exception cref="StoreUnavailableException">Both wait.</exception>
    public async Task RefreshAsync(bool now, CancellationToken cancellationToken)
    {
        if (!now && !_stale && time.GetElapsedTime(_readAt) < Pause)
        {
            return;
        }

        _stale = false;
        try
        {
            await ReadAsync(cancellationToken);
            foreach (var record in Unwritten())
            {
                await ChangeAsync(record.KeyOf(), known => ReferenceEquals(known, record) ? record : null, fence: [], cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            _stale = true;
            throw;
        }
    }

    /// <summary>Between changes: what is read must not be older than what was just written here.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var turn = await _one.EnterAsync(Prefix, cancellationToken);
        _readAt = time.GetTimestamp();
        var page = await store.ListAsync(Prefix, after: null, StorePage.MaxLimit, cancellationToken);
        _stored = page.Entries.Select(Read).ToDictionary(r => r.KeyOf());
    }

    /// <summary>Writes what the change makes of a record, as long as nobody else has changed it; null when it makes nothing of it, or lost.</summary>
    /// <param name="change">From the record, null when there is none, to what it shall be; null for no change. May be called again.</param>
    /// <param name="fence">Checks that go into the same commit.</param>
    /// <exception cref="StoreUnavailableException">It may have been written or not.</exception>
    public async Task<AlertRecord?> ChangeAsync(
        AlertKey key, Func<AlertRecord?, AlertRecord?> change, IReadOnlyList<StoreOperation> fence, CancellationToken cancellationToken)
    {
        using var turn = await _one.EnterAsync(Prefix, cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var entry = await store.GetAsync(KeyOf(key), cancellationToken);
            var stored = entry is null ? null : Read(entry);
            var known = Latest(key, stored);
            if (change(known) is not { } changed)
            {
                if (ReferenceEquals(known, stored))
                {
                    Written(key, stored);
                }

                return null;
            }

            var result = await store.CommitAsync(new StoreCommit([Put(changed, StoreCondition.Unchanged(entry)), .. fence]), cancellationToken);
            if (result.Committed)
            {
                Written(key, changed);
                return changed;
            }

            if (result.Conflicts.Any(conflict => fence.Any(check => check.Key == conflict.Key)))
            {
                return null;
            }

            await Contention.PauseAsync(attempt, time, cancellationToken);
        }

        return null;
    }

    /// <summary>As <see cref="ChangeAsync"/>, and when the store gives no answer it is done in memory.</summary>
    public async Task<AlertRecord?> ChangeAnywhereAsync(AlertKey key, Func<AlertRecord?, AlertRecord?> change, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeAsync(key, change, fence: [], cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.Unwritten(logger, key.Code, key.Subject(), exception.Message);
            return ChangeInMemory(key, change);
        }
    }

    private AlertRecord? ChangeInMemory(AlertKey key, Func<AlertRecord?, AlertRecord?> change)
    {
        lock (_unwritten)
        {
            var changed = change(_unwritten.GetValueOrDefault(key) ?? _stored.GetValueOrDefault(key));
            if (changed is not null)
            {
                _unwritten[key] = changed;
                _stale = true;
            }

            return changed;
        }
    }

    private AlertRecord[] Unwritten()
    {
        lock (_unwritten)
        {
            return [.. _unwritten.Values];
        }
    }

    private void Written(AlertKey key, AlertRecord? record)
    {
        lock (_unwritten)
        {
            _unwritten.Remove(key);
            var stored = new Dictionary<AlertKey, AlertRecord>(_stored);
            if (record is null)
            {
                stored.Remove(key);
            }
            else
            {
                stored[key] = record;
            }

            _stored = stored;
        }
    }

    /// <summary>What was done here without the store is later than what is stored, unless another alert is open there: that one stays.</summary>
    private AlertRecord? Latest(AlertKey key, AlertRecord? stored)
    {
        lock (_unwritten)
        {
            return _unwritten.TryGetValue(key, out var own) && (stored is null || stored.Id == own.Id || stored.IsOver()) ? own : stored;
        }
    }

    private static StorePut Put(AlertRecord record, StoreCondition condition) => new(
        KeyOf(record.KeyOf()), RecordJson.Write(record, AlertRecordJson.Default.AlertRecord), condition, record.IsOver() ? AlertRules.Flapping : null);

    private static AlertRecord Read(StoreEntry entry) => RecordJson.Read(entry, AlertRecordJson.Default.AlertRecord);

    private static string KeyOf(AlertKey key) => key.Node is { } node ? StoreKey.Of("alerts", key.Code, node) : StoreKey.Of("alerts", key.Code);

    private static partial class Log
    {
        [LoggerMessage(2400, LogLevel.Debug, "the alert {Code} of {Node} is kept in memory for now: {Reason}", EventName = "AlertUnwritten")]
        public static partial void Unwritten(ILogger logger, string code, string node, string reason);
    }
}

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>Since when conditions have been there, or gone, without a break. Called by one thread.</summary>
internal sealed class ConditionTimers
{
    /// <summary>Whoever did not look for so long does not know what was in between.</summary>
    public static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    private readonly Dictionary<AlertKey, (AlertCondition Condition, TimeSpan Since)> _true = [];
    private readonly Dictionary<AlertKey, TimeSpan> _gone = [];
    private TimeSpan? _looked;

    /// <summary>A look at what is wrong.</summary>
    /// <param name="open">Alerts that are open: how long their conditions have been gone is asked for.</param>
    /// <param name="now">Of a monotonic clock.</param>
    public IReadOnlyList<HeldCondition> Note(
        AlertSnapshot snapshot, IReadOnlyList<AlertCondition> conditions, IEnumerable<AlertKey> open, TimeSpan now)
    {
        if (_looked is { } before && now - before > LongestBreak)
        {
            _true.Clear();
            _gone.Clear();
        }

        _looked = now;
        foreach (var condition in conditions)
        {
            var since = _true.TryGetValue(condition.Key, out var known) ? known.Since : now;
            _true[condition.Key] = (condition, since);
            _gone.Remove(condition.Key);
        }

        var there = conditions.Select(c => c.Key).ToHashSet();
        foreach (var key in _true.Keys.Concat(_gone.Keys).Concat(open).Distinct().Where(key => !there.Contains(key)).ToList())
        {
            if (snapshot.CanJudge(key.Code))
            {
                _true.Remove(key);
                _gone.TryAdd(key, now);
            }
            else
            {
                _gone.Remove(key);
            }
        }

        foreach (var forgotten in _gone.Where(g => now - g.Value > AlertRules.Flapping).Select(g => g.Key).ToList())
        {
            _gone.Remove(forgotten);
        }

        return [.. _true.Values.Select(t => new HeldCondition(t.Condition, now - t.Since))];
    }

    /// <summary>How long the condition has been gone; null when it is there, or nobody can tell.</summary>
    public TimeSpan? GoneFor(AlertKey key) => _looked is { } now && _gone.TryGetValue(key, out var since) ? now - since : null;
}

using System.Collections.Concurrent;
using ClusterGateway.Contracts.Screening;

namespace ClusterGateway.Hosting.Screening;

/// <summary>
/// Failed log-ins as one process counts them, by scope and address: what limits guesses before the cluster has heard of them, and while it
/// cannot. A log-in is charged before it is let through, so that no more than the limit are under way at once. Bounded: beyond so many
/// addresses at once, further ones are not counted here.
/// </summary>
public sealed class LocalFailures(TimeProvider time, int capacity = 100_000)
{
    private readonly ConcurrentDictionary<(string Scope, AddressRange Range), FailureWindow> _windows = new();
    private long _sweptAt;

    /// <summary>Charges a log-in; false when as many failed, or are under way, as the rule allows: it must not be tried.</summary>
    public bool TryEnter(string scope, AddressRange range, CountingRule rule)
    {
        if (rule.Failures == 0 || WindowOf(scope, range) is not { } window)
        {
            return true;
        }

        return window.TryEnter(rule, time.GetTimestamp(), time);
    }

    /// <summary>Ends what <see cref="TryEnter"/> let in.</summary>
    /// <returns>Whether this was the failure that reached the limit.</returns>
    public bool Leave(string scope, AddressRange range, CountingRule rule, bool failed) =>
        rule.Failures > 0 && _windows.TryGetValue((scope, range), out var window) && window.Leave(rule, failed);

    /// <summary>Until the address may fail again.</summary>
    public TimeSpan WaitOf(string scope, AddressRange range, CountingRule rule) =>
        _windows.TryGetValue((scope, range), out var window) ? window.Left(rule, time.GetTimestamp(), time) : TimeSpan.Zero;

    /// <summary>Begins anew for this address: somebody else has counted it.</summary>
    public void Forget(string scope, AddressRange range)
    {
        if (_windows.TryGetValue((scope, range), out var window))
        {
            window.Clear();
        }
    }

    private FailureWindow? WindowOf(string scope, AddressRange range)
    {
        if (_windows.TryGetValue((scope, range), out var window))
        {
            return window;
        }

        if (_windows.Count >= capacity)
        {
            Sweep();
        }

        return _windows.Count >= capacity ? null : _windows.GetOrAdd((scope, range), static _ => new FailureWindow());
    }

    /// <summary>At most once a second, whoever asks: a flood of new addresses must not make each of them walk over all.</summary>
    private void Sweep()
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _sweptAt);
        if ((last != 0 && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1)) || Interlocked.CompareExchange(ref _sweptAt, now, last) != last)
        {
            return;
        }

        foreach (var (key, window) in _windows)
        {
            if (window.IsOver(now, time))
            {
                _windows.TryRemove(KeyValuePair.Create(key, window));
            }
        }
    }
}

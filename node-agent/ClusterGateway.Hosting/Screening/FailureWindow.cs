using ClusterGateway.Contracts.Screening;

namespace ClusterGateway.Hosting.Screening;

/// <summary>The failures of one address within a window that begins with the first of them, and the log-ins under way.</summary>
internal sealed class FailureWindow
{
    private readonly Lock _lock = new();
    private int _failed;
    private int _underWay;
    private long _beganAt;
    private TimeSpan _length;

    public bool TryEnter(CountingRule rule, long now, TimeProvider time)
    {
        lock (_lock)
        {
            if (_failed > 0 && time.GetElapsedTime(_beganAt, now) >= rule.Window.Value)
            {
                _failed = 0;
            }

            if (_failed + _underWay >= rule.Failures)
            {
                return false;
            }

            if (_failed == 0)
            {
                (_beganAt, _length) = (now, rule.Window);
            }

            _underWay++;
            return true;
        }
    }

    public bool Leave(CountingRule rule, bool failed)
    {
        lock (_lock)
        {
            _underWay = Math.Max(_underWay - 1, 0);
            _failed += failed ? 1 : 0;
            return failed && _failed == rule.Failures;
        }
    }

    /// <summary>A second while none of those under way has failed yet.</summary>
    public TimeSpan Left(CountingRule rule, long now, TimeProvider time)
    {
        lock (_lock)
        {
            var left = rule.Window.Value - time.GetElapsedTime(_beganAt, now);
            return _failed >= rule.Failures && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _failed = 0;
        }
    }

    public bool IsOver(long now, TimeProvider time)
    {
        lock (_lock)
        {
            return _underWay == 0 && (_failed == 0 || time.GetElapsedTime(_beganAt, now) >= _length);
        }
    }
}

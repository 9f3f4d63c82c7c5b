namespace ClusterGateway.Benchmarks.Load;

/// <summary>
/// One client that sends a request an interval, or at once where the answer to the last one came too late for that. A request that had to wait for
/// that answer is timed from when it was due; any other one from when it was sent, as how late the system wakes us is not the proxy's doing.
/// </summary>
/// <param name="first">When the first request is due, from the beginning; every one before <paramref name="duration"/> is sent.</param>
internal sealed class PacedClient(KeptConnection connection, TimeSpan first, TimeSpan interval, TimeSpan duration)
{
    private readonly double[] _times = new double[Math.Max(0, (int)Math.Ceiling((duration - first) / interval))];

    public int Requests => _times.Length;

    /// <summary>Answers other than 200.</summary>
    public int Failed { get; private set; }

    /// <summary>When the last answer was there, from the beginning.</summary>
    public TimeSpan End { get; private set; }

    /// <param name="begin">A timestamp.</param>
    public void Run(long begin)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            var due = first + (interval * i);
            var from = Since(begin);
            if (from < due)
            {
                while ((from = Since(begin)) < due)
                {
                    connection.Idle(due - from);
                }
            }
            else
            {
                from = due;
            }

            Failed += connection.Get() == 200 ? 0 : 1;
            End = Since(begin);
            _times[i] = (End - from).TotalMilliseconds;
        }

        connection.Dispose();
    }

    /// <returns>In milliseconds, of the requests that were due then or later.</returns>
    public IEnumerable<double> TimesFrom(TimeSpan start) => _times.Skip((int)Math.Ceiling(Math.Max(0, (start - first) / interval)));

    private static TimeSpan Since(long begin) => TimeProvider.System.GetElapsedTime(begin);
}

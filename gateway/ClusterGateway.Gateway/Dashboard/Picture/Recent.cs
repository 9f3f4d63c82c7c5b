namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>
/// Something that is read from an agent for everybody who asks at about the same time. Whoever asks waits only a moment for it and then gets
/// what was read last: at night, when agents are dead, the rest of the picture must not wait for them.
/// </summary>
/// <param name="age">How old it may be before it is read again.</param>
internal sealed class Recent<T>(T initial, TimeSpan age, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task? _reading;
    private long _readAt;
    private volatile Reading _last = new(initial, Failed: false);

    public async Task<Reading> GetAsync(Func<Task<T>> read)
    {
        Task reading;
        lock (_lock)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_readAt) >= age))
            {
                _readAt = time.GetTimestamp();
                _reading = Task.Run(() => ReadAsync(read));
            }

            reading = _reading;
        }

        await Task.WhenAny(reading, Task.Delay(Patience, time));
        return _last;
    }

    private async Task ReadAsync(Func<Task<T>> read)
    {
        try
        {
            _last = new Reading(await read(), Failed: false);
        }
        catch (HttpRequestException)
        {
            _last = _last with { Failed = true };
        }
    }

    /// <param name="Failed">Nobody answered the last question; the value is older.</param>
    internal sealed record Reading(T Value, bool Failed);
}

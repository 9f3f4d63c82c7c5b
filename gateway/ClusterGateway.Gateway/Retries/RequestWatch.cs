using System.Diagnostics.CodeAnalysis;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Lets the gateway end the wait of one attempt for its response headers, without a timer, a lock or an allocation for each request: a
/// pooled source whose token stands for the client's while the attempt runs. The request says where it waits; <see cref="WatchWorker"/>
/// looks at all of them a few times a second.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The source has no timer: there is nothing to dispose.")]
internal sealed class RequestWatch
{
    private const long Idle = 0;
    private const long Connecting = 1;
    private const long Waiting = 2;
    private const long CutByNode = 3;
    private const long CutByTime = 4;
    private const long CutUnsent = 5;
    private const long Phase = 7;
    private const long NextAttempt = 8;

    private static readonly Action<object?> CancelSource = static source => ((CancellationTokenSource)source!).Cancel();

    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _client;
    private CancellationTokenRegistration _other;

    /// <summary>The phase in the three lowest bits, above them the attempt's number: who cuts never hits a later attempt.</summary>
    private long _state;
    private string? _node;
    private long _since;
    private long _limit;
    private long _answeredAt;
    private bool _isSafe;

    /// <summary>Timestamp at which the attempt was sent, by the clock itself; the watch has no use for it but to keep it.</summary>
    public long SentAt { get; set; }

    /// <summary>Canceled with the client, with the other token, or by a cut.</summary>
    public CancellationToken Token => _source.Token;

    public void Link(CancellationToken client, CancellationToken other)
    {
        _client = client.UnsafeRegister(CancelSource, _source);
        _other = other.UnsafeRegister(CancelSource, _source);
    }

    /// <param name="now">Timestamp, as old as the last look.</param>
    /// <param name="limit">Ticks of the timestamp until the wait is cut; 0 for no limit.</param>
    /// <param name="tells">It will be told when the request leaves (<see cref="Sending"/>); until then it waits for a connection.</param>
    public void Wait(string node, bool isSafe, long now, long limit, bool tells = false)
    {
        if ((_state & Phase) != Idle)
        {
            // YARP sends a WebSocket that HTTP/2 did not take once more: the same wait.
            return;
        }

        // The last answer was another attempt's, perhaps of another node.
        Volatile.Write(ref _answeredAt, 0);
        (_node, _isSafe, _since, _limit) = (node, isSafe, now, limit);
        Volatile.Write(ref _state, (_state & ~Phase) + NextAttempt + (tells ? Connecting : Waiting));
    }

    /// <summary>
    /// Just before the request's last byte goes to a connection, or the first of its body: its head alone, which YARP sends a moment before it
    /// reads the body, is nothing that an application could act on.
    /// </summary>
    /// <returns>False when the wait was cut before: then nothing may be sent.</returns>
    public bool Sending()
    {
        var state = Volatile.Read(ref _state);
        while ((state & Phase) == Connecting && Interlocked.CompareExchange(ref _state, state - Connecting + Waiting, state) is var now && now != state)
        {
            state = now;
        }

        return (state & Phase) != CutUnsent;
    }

    /// <summary>The body made progress: the wait for the first byte begins anew.</summary>
    public void Progress(long now) => Volatile.Write(ref _since, now);

    /// <summary>The headers of the response are here; nothing but its ends stops it from now on.</summary>
    /// <returns>False when the wait was cut before.</returns>
    public bool Answered(long now)
    {
        _answeredAt = now;
        var state = StopWaiting();
        return IsWait(state) || (state & Phase) == Idle;
    }

    /// <summary>The attempt is over; afterwards the watch can serve another one.</summary>
    public CutReason End()
    {
        var phase = StopWaiting() & Phase;
        var isClean = _client.Unregister() | !_client.Token.CanBeCanceled;
        isClean &= _other.Unregister() | !_other.Token.CanBeCanceled;
        (_client, _other) = (default, default);
        if (phase is not (Idle or Connecting or Waiting) || !isClean || !_source.TryReset())
        {
            // Somebody cancels it, now or in a moment.
            _source = new CancellationTokenSource();
        }

        Volatile.Write(ref _state, _state & ~Phase);
        return phase switch
        {
            CutByNode => CutReason.NodeDown,
            CutByTime => CutReason.FirstByte,
            CutUnsent => CutReason.BeforeSent,
            Connecting => CutReason.NeverSent,
            _ => CutReason.None,
        };
    }

    /// <summary>What it waits for; null when it does not. For the worker.</summary>
    public WatchedWait? Look()
    {
        var state = Volatile.Read(ref _state);
        return IsWait(state) ? new WatchedWait(state, _source, _node!, _isSafe || (state & Phase) == Connecting, Volatile.Read(ref _since), _limit) : null;
    }

    /// <summary>The node that it waited for last, and the timestamp of its last answer. For the worker.</summary>
    public (string? Node, long At) LastAnswer => (_node, _answeredAt);

    /// <returns>False when what was seen is over.</returns>
    public bool TryCut(WatchedWait seen, CutReason reason)
    {
        var cut = (seen.State & ~Phase) | (reason != CutReason.NodeDown ? CutByTime : (seen.State & Phase) == Connecting ? CutUnsent : CutByNode);
        if (Interlocked.CompareExchange(ref _state, cut, seen.State) != seen.State)
        {
            return false;
        }

        // Not here: a thousand requests go on to be sent again.
        _ = seen.Source.CancelAsync();
        return true;
    }

    /// <returns>The state as it was.</returns>
    private long StopWaiting()
    {
        var state = Volatile.Read(ref _state);
        while (IsWait(state) && Interlocked.CompareExchange(ref _state, state & ~Phase, state) is var now && now != state)
        {
            state = now;
        }

        return state;
    }

    private static bool IsWait(long state) => (state & Phase) is Connecting or Waiting;
}

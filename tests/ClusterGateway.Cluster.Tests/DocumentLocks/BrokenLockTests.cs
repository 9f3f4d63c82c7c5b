using System.Collections.Concurrent;
using ClusterGateway.Testing.Histories;
using ClusterGateway.Testing.Locks;

namespace ClusterGateway.Cluster.Tests.DocumentLocks;

/// <summary>The checker finds what it is for: the commonest mistake of lock providers, looking first and writing then.</summary>
public sealed class BrokenLockTests
{
    private const int Clients = 8;

    private readonly ConcurrentQueue<RecordedCall<LockInput, LockOutput>> _history = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TaskCompletionSource _allLooked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _current;
    private int _looks;

    [Fact]
    public async Task CheckThenAct_ManyClients_IsFoundOut()
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(ClientAsync));

        Assert.NotNull(Linearizability.FindViolation(_history, LockModel.Unlocked, new LockModel(Timeout.InfiniteTimeSpan).Step));
    }

    private async Task ClientAsync(int client)
    {
        for (var i = 0; i < 10; i++)
        {
            await RecordAsync(new LockInput(LockVerb.Lock, $"{client}"));
            await RecordAsync(new LockInput(LockVerb.Release, $"{client}"));
        }
    }

    private async Task RecordAsync(LockInput input)
    {
        var called = TimeProvider.System.GetElapsedTime(_start);
        var output = await PerformAsync(input);
        _history.Enqueue(new(input, output, called, TimeProvider.System.GetElapsedTime(_start)));
    }

    private async Task<LockOutput> PerformAsync(LockInput input)
    {
        var seen = _current;
        if (Interlocked.Increment(ref _looks) == Clients)
        {
            _allLooked.SetResult();
        }

        // Nobody writes before everybody has looked for the first time.
        await _allLooked.Task;
        switch (input.Verb)
        {
            case LockVerb.Lock when seen is null || seen == input.Id:
                _current = input.Id;
                return new LockOutput(seen is null ? 201 : 200);
            case LockVerb.Release when seen == input.Id:
                _current = null;
                return new LockOutput(204);
            default:
                return new LockOutput(409, seen ?? "");
        }
    }
}

using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Records;

public sealed class KeyedLockTests
{
    private readonly KeyedLock _lock = new();

    [Fact]
    public async Task Enter_SameKey_OneAtATime()
    {
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            using var turn = await _lock.EnterAsync("key", CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Enter_OtherKey_WaitsForNobody()
    {
        using var one = await _lock.EnterAsync("one", CancellationToken.None);
        (await Eventually.CompletesAsync(_lock.EnterAsync("other", CancellationToken.None), "the other key is free")).Dispose();
    }

    [Fact]
    public async Task Enter_Canceled_LeavesTheLine()
    {
        using var cancel = new CancellationTokenSource();
        var first = await _lock.EnterAsync("key", CancellationToken.None);
        var second = _lock.EnterAsync("key", cancel.Token);
        var third = _lock.EnterAsync("key", CancellationToken.None);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();

        (await Eventually.CompletesAsync(third, "it is the third one's turn")).Dispose();
    }
}

using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Housekeeping;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class HousekeepingWorkerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _storesTime = new();
    private readonly InMemoryStore _store;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public HousekeepingWorkerTests() => _store = new InMemoryStore(new StoreOptions("test", ""), _storesTime);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Clean_ManyExpired_GoesOnInBatchesUntilNoneIsLeft_AndCountsThem()
    {
        await PutAsync(expiring: 25, lasting: 3);
        var counted = 0L;
        using var listener = Listen(removed => counted += removed);

        Assert.Equal(25, await WorkerAs(new PrimaryFor(times: 100)).CleanAsync(CancellationToken.None));

        Assert.Equal(25, counted);
        Assert.Equal(3, await _store.CountAsync("", CancellationToken.None));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    public async Task Clean_RoleLostInBetween_StopsAtOnce(int primaryFor, int removed)
    {
        await PutAsync(expiring: 25, lasting: 0);

        Assert.Equal(removed, await WorkerAs(new PrimaryFor(primaryFor)).CleanAsync(CancellationToken.None));
    }

    private HousekeepingWorker WorkerAs(ILeadership leadership) => new(
        _store, leadership, new HousekeepingOptions { Batch = 10 }, _services.GetRequiredService<IMeterFactory>(), TimeProvider.System,
        NullLogger<HousekeepingWorker>.Instance);

    private async Task PutAsync(int expiring, int lasting)
    {
        var puts = Enumerable.Range(0, expiring).Select(i => new StorePut($"expiring/{i}", default, StoreCondition.Any, TimeSpan.FromSeconds(1)))
            .Concat(Enumerable.Range(0, lasting).Select(i => new StorePut($"lasting/{i}", default, StoreCondition.Any)));
        await _store.CommitAsync(new StoreCommit([.. puts]), CancellationToken.None);
        _storesTime.Advance(TimeSpan.FromSeconds(1));
    }

    private MeterListener Listen(Action<long> onRemoved)
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests of this process have meters of the same name.
                if (instrument.Name == "clustergateway.housekeeping.removed" && instrument.Meter.Scope == factory)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, removed, _, _) => onRemoved(removed));
        listener.Start();
        return listener;
    }

    /// <summary>A node that is primary when it first asks, and not any more after so many times.</summary>
    private sealed class PrimaryFor(int times) : ILeadership
    {
        private int _left = times;

        public bool IsPrimary => _left > 0;

        public long Term => 1;

        public TimeSpan LeaseRemaining => TimeSpan.Zero;

        public TimeSpan LeaseMargin => TimeSpan.Zero;

        public bool IsStopping => false;

        public LeaderView? Leader => null;

        public Task WaitForChangeAsync(TimeSpan bound, CancellationToken cancellationToken) => Task.CompletedTask;

        public IReadOnlyList<StoreOperation>? Fence() => _left-- > 0 ? [] : null;

        public bool IsPaused => false;

        public bool IsFailsafe => false;

        public void Resign(long term, string reason, TimeSpan pause) => throw new NotSupportedException();
    }
}

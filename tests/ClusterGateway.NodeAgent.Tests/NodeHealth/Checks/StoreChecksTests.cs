using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class StoreChecksTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PingStore _store;
    private readonly ClockCheck _clock;
    private double _gauge = double.NaN;

    public StoreChecksTests()
    {
        _store = new PingStore(_time);
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "clustergateway.clock.skew" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _gauge = value);
        _listener.Start();
        _clock = new ClockCheck("clock", Duration.FromSeconds(1), _store, new ClockSkewGauge(meters), _time);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData(0, 0, true, 0)]
    [InlineData(0.9, 0, true, 0.9)]
    [InlineData(1.1, 0, false, 1.1)]
    [InlineData(-1.1, 0, false, -1.1)]
    [InlineData(-1.1, 0.4, true, -0.9)]
    [InlineData(0.9, 0.4, false, 1.1)]
    public async Task Clock_StoreAheadOrBehind_ComparesWithTheMiddleOfTheRoundTrip(double ahead, double roundTrip, bool passes, double skew)
    {
        _store.Ahead = TimeSpan.FromSeconds(ahead);
        _store.RoundTrip = TimeSpan.FromSeconds(roundTrip);

        var result = await _clock.RunAsync(CancellationToken.None);

        Assert.Equal(passes, result.Passed);
        Assert.Equal(passes ? null : "clock-skew", result.Warning?.Code);
        Assert.Equal(skew, _gauge, precision: 6);
    }

    [Fact]
    public async Task Clock_StoreAway_KeepsTheLastResult()
    {
        _store.Ahead = TimeSpan.FromSeconds(3);
        var measured = await _clock.RunAsync(CancellationToken.None);
        _store.Away = true;

        Assert.Same(measured, await _clock.RunAsync(CancellationToken.None));
        Assert.Equal("this node's clock is 3.00 s behind the store's", measured.Output);
    }

    [Fact]
    public async Task Store_AnswersThenAway_PassesThenFails()
    {
        var check = new StorePingCheck("store", _store);
        Assert.True((await check.RunAsync(CancellationToken.None)).Passed);

        _store.Away = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => check.RunAsync(CancellationToken.None));
    }
}

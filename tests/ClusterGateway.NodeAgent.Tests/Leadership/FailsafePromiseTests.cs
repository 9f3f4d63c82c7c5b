using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Leadership.Failsafe;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class FailsafePromiseTests
{
    private static readonly LeaseTiming Timing = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private readonly FakeTimeProvider _time = new();
    private readonly FailsafePromise _promise;

    public FailsafePromiseTests() => _promise = new FailsafePromise(Timing, _time);

    [Fact]
    public void TryCompete_Promised_NotForOneLease()
    {
        Assert.True(_promise.TryGive(term: 7));
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(_promise.TryCompete(7));
        Assert.Equal(TimeSpan.FromSeconds(0.1), _promise.RestOf(7));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_promise.TryCompete(7));
    }

    [Fact]
    public void TryCompete_LaterTermThanPromised_IsFree()
    {
        _promise.TryGive(term: 7);

        Assert.True(_promise.TryCompete(8));
    }

    [Fact]
    public void TryCompete_StoreRolledBackToAnEarlierTerm_NotForOneLease()
    {
        _promise.TryGive(term: 7);

        Assert.False(_promise.TryCompete(6));
        Assert.Equal(Timing.Lease, _promise.RestOf(6));
    }

    [Fact]
    public void TryGive_WhileCompeting_NotUntilThatIsSettled()
    {
        _promise.TryCompete(7);
        Assert.False(_promise.TryGive(7));

        _promise.Settle();
        Assert.True(_promise.TryGive(7));
    }
}

using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.Testing.Time;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.Logging;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class NodeHealthTrackerTests
{
    private const int Application = 0;
    private const int Store = 1;
    private const int Clock = 2;

    private readonly FakeTimeProvider _time = new();
    private readonly LoggedLines _log = new();
    private readonly NodeHealthTracker _tracker;

    public NodeHealthTrackerTests()
    {
        var plan = CheckPlan.From(new Dictionary<string, CheckOptions>(), new NodeHealthContext("node1", new Uri("http://127.0.0.1:1")));
        _tracker = new NodeHealthTracker(plan, _time, _log);
    }

    [Fact]
    public void Report_HealthChanges_IsLoggedOnceWithTheReason()
    {
        _tracker.Report(Application, CheckResult.Pass("ok"));
        _tracker.Report(Application, CheckResult.Pass("ok"));
        _tracker.Report(Application, CheckResult.Fail("refused"));
        _tracker.Report(Application, CheckResult.Fail("refused"));
        _tracker.Report(Application, CheckResult.Fail("refused"));

        Assert.Equal(
            [
                "this node is Healthy, it was Starting: no check fails",
                "this node is Unhealthy, it was Healthy: check 'application' fails: refused",
            ],
            _log.Lines);
    }

    [Fact]
    public void Report_SameVerdict_KeepsTheVersionAndShowsTheRun()
    {
        _tracker.Report(Application, CheckResult.Pass("first"));
        var before = _tracker.Current;
        _time.Advance(TimeSpan.FromSeconds(1));
        _tracker.Report(Application, CheckResult.Fail("once"));

        Assert.Equal(before.Version, _tracker.Current.Version);
        Assert.Equal(new CheckView("application", CheckImpact.Unhealthy, true, _time.GetUtcNow(), "once"), _tracker.Current.Checks[Application]);
        Assert.Equal("first", before.Checks[Application].Output);
    }

    [Fact]
    public async Task WaitForChangeAsync_HealthChanges_AnswersTheNewSnapshot()
    {
        var first = await _tracker.WaitForChangeAsync(0, CancellationToken.None);
        var waiting = _tracker.WaitForChangeAsync(first.Version, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        _tracker.Report(Application, CheckResult.Pass("ok"));

        var next = await Eventually.CompletesAsync(waiting, "the change was told");
        Assert.Equal((Health.Starting, Health.Healthy), (first.Health, next.Health));
    }

    [Fact]
    public void Report_ClockSkewed_WarnsAndStaysHealthy()
    {
        _tracker.Report(Application, CheckResult.Pass("ok"));
        _tracker.Report(Store, CheckResult.Pass("ok"));
        _tracker.Report(Clock, CheckResult.Fail("3 s", new(WarningCodes.ClockSkew, "3 s")));

        Assert.Equal(Health.Healthy, _tracker.Current.Health);
        Assert.Equal("clock-skew", Assert.Single(_tracker.Current.Warnings).Code);

        _tracker.Report(Clock, CheckResult.Pass("0 s"));

        Assert.Empty(_tracker.Current.Warnings);
    }

    [Fact]
    public void Report_StoreAway_DegradesAndNothingMore()
    {
        _tracker.Report(Application, CheckResult.Pass("ok"));
        _tracker.Report(Store, CheckResult.Fail("away"));
        _tracker.Report(Store, CheckResult.Fail("away"));

        Assert.Equal((Health.Degraded, "check 'store' fails: away"), (_tracker.Current.Health, _tracker.Current.Reason));
        Assert.Empty(_tracker.Current.Warnings);
    }

    private sealed class LoggedLines : ILogger<NodeHealthTracker>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}

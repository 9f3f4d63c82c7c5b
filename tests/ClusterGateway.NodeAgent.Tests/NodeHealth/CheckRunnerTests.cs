using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.Testing.Time;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class CheckRunnerTests
{
    private static readonly Duration OneSecond = Duration.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_CheckHeedsTheToken_FailsAtTheTimeout()
    {
        var runner = new CheckRunner(new ScriptedCheck(token => Never(token)), OneSecond, _time);

        var result = await RunPastTheTimeoutAsync(runner);

        Assert.Equal((false, "no answer within 1s"), (result.Passed, result.Output));
    }

    [Fact]
    public async Task RunAsync_PreviousRunStillHangs_FailsWithoutStartingAnother()
    {
        var check = new ScriptedCheck(_ => Never(CancellationToken.None));
        var runner = new CheckRunner(check, OneSecond, _time);

        await RunPastTheTimeoutAsync(runner);
        var result = await RunPastTheTimeoutAsync(runner);

        Assert.Equal((false, "still hanging since 2030-01-01 00:00:00Z"), (result.Passed, result.Output));
        Assert.Equal(1, check.Runs);
        Assert.True(check.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task RunAsync_HangingRunEnds_ItsLateAnswerCounts()
    {
        var late = new TaskCompletionSource<CheckResult>();
        var runner = new CheckRunner(new ScriptedCheck(_ => late.Task), OneSecond, _time);

        await RunPastTheTimeoutAsync(runner);
        var waiting = runner.RunAsync(CancellationToken.None);
        late.SetResult(CheckResult.Pass("there again"));

        Assert.True((await Eventually.CompletesAsync(waiting, "the run answered")).Passed);
    }

    [Fact]
    public async Task RunAsync_CheckThrows_FailsWithTheMessageOnOneLine()
    {
        var runner = new CheckRunner(new ScriptedCheck(_ => throw new IOException("disk\nis\tgone")), OneSecond, _time);

        var result = await runner.RunAsync(CancellationToken.None);

        Assert.Equal((false, "disk is gone"), (result.Passed, result.Output));
    }

    [Fact]
    public async Task RunAsync_AgentStops_CancelsTheCheckInsteadOfFailing()
    {
        using var stop = new CancellationTokenSource();
        var check = new ScriptedCheck(_ => Never(CancellationToken.None));
        var running = new CheckRunner(check, OneSecond, _time).RunAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.CompletesAsync(running, "the run was cancelled"));
        Assert.True(check.Token.IsCancellationRequested);
    }

    private async Task<CheckResult> RunPastTheTimeoutAsync(CheckRunner runner)
    {
        var running = runner.RunAsync(CancellationToken.None);
        _time.Advance(OneSecond);
        // One that does not heed its token has a moment more.
        _time.Advance(TimeSpan.FromSeconds(0.1));
        return await Eventually.CompletesAsync(running, "the run answered");
    }

    private static async Task<CheckResult> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return CheckResult.Pass("");
    }

    private sealed class ScriptedCheck(Func<CancellationToken, Task<CheckResult>> run) : INodeCheck
    {
        public int Runs { get; private set; }

        public CancellationToken Token { get; private set; }

        public string Type => "scripted";

        public string Name => "scripted";

        public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            Token = cancellationToken;
            return run(cancellationToken);
        }
    }
}

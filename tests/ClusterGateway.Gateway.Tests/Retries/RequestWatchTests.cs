using ClusterGateway.Gateway.Retries;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class RequestWatchTests
{
    private readonly RequestWatch _watch = new();

    [Fact]
    public async Task TryCut_WhileItWaits_CancelsAndTellsWhy()
    {
        using var client = new CancellationTokenSource();
        _watch.Link(client.Token, default);
        _watch.Wait("n1", isSafe: true, now: 1, limit: 0);
        var token = _watch.Token;

        Assert.True(_watch.TryCut(_watch.Look()!.Value, CutReason.NodeDown));

        await Eventually.TrueAsync(() => token.IsCancellationRequested, "the attempt is canceled");
        Assert.False(_watch.Answered(2));
        Assert.Equal(CutReason.NodeDown, _watch.End());
        Assert.False(_watch.Token.IsCancellationRequested);
        Assert.False(client.IsCancellationRequested);
    }

    [Fact]
    public void TryCut_Answered_LeavesTheResponseAlone()
    {
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: true, now: 1, limit: 0);
        var seen = _watch.Look()!.Value;

        Assert.True(_watch.Answered(2));

        Assert.False(_watch.TryCut(seen, CutReason.NodeDown));
        Assert.Null(_watch.Look());
        Assert.Equal(CutReason.None, _watch.End());
        Assert.Equal(("n1", 2), _watch.LastAnswer);
    }

    [Fact]
    public void TryCut_NothingWasSent_TellsAndNothingIsSentAfterwards()
    {
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: false, now: 1, limit: 0, tells: true);
        var seen = _watch.Look()!.Value;

        Assert.True(seen.IsSafe);
        Assert.True(_watch.TryCut(seen, CutReason.NodeDown));
        Assert.False(_watch.Sending());
        Assert.Equal(CutReason.BeforeSent, _watch.End());
    }

    [Fact]
    public void TryCut_SentSinceItWasSeen_Fails()
    {
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: false, now: 1, limit: 0, tells: true);
        var seen = _watch.Look()!.Value;

        Assert.True(_watch.Sending());

        Assert.False(_watch.TryCut(seen, CutReason.NodeDown));
        Assert.False(_watch.Look()!.Value.IsSafe);
        Assert.Equal(CutReason.None, _watch.End());
    }

    [Fact]
    public void LastAnswer_WaitsForAnotherNode_IsNotThatOnes()
    {
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: true, now: 1, limit: 0);
        _watch.Answered(2);
        _watch.End();
        _watch.Link(default, default);

        _watch.Wait("n2", isSafe: true, now: 2, limit: 0);

        Assert.Equal(("n2", 0), _watch.LastAnswer);
    }

    [Fact]
    public void TryCut_SeenInAnEarlierAttempt_DoesNotHitTheNext()
    {
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: true, now: 1, limit: 0);
        var earlier = _watch.Look()!.Value;
        _watch.Answered(2);
        _watch.End();
        _watch.Link(default, default);
        _watch.Wait("n1", isSafe: true, now: 3, limit: 0);

        Assert.False(_watch.TryCut(earlier, CutReason.NodeDown));
        Assert.False(_watch.Token.IsCancellationRequested);
    }

    [Fact]
    public void Token_ClientLeaves_IsCanceledAndTheNextOneIsNot()
    {
        using var client = new CancellationTokenSource();
        _watch.Link(client.Token, default);
        _watch.Wait("n1", isSafe: true, now: 1, limit: 0);

        client.Cancel();

        Assert.True(_watch.Token.IsCancellationRequested);
        Assert.Equal(CutReason.None, _watch.End());
        Assert.False(_watch.Token.IsCancellationRequested);
    }
}

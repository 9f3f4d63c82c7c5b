using System.Net.Sockets;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class RetryDecisionTests
{
    public static TheoryData<int, Exception?, bool, int> Failures => new()
    {
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.ConnectionError), false, (int)AttemptFailure.Connect },
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.NameResolutionError), false, (int)AttemptFailure.Connect },
        { (int)ForwarderError.RequestTimedOut, new OperationCanceledException("", new TimeoutException()), false, (int)AttemptFailure.Connect },
        { (int)ForwarderError.RequestTimedOut, new OperationCanceledException(), true, (int)AttemptFailure.None },
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.ResponseEnded), true, (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.ResponseEnded), false, (int)AttemptFailure.None },
        { (int)ForwarderError.Request, new HttpRequestException("", new IOException("", new SocketException(104))), true, (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.ResponseBodyDestination, new IOException(), true, (int)AttemptFailure.None },
        { (int)ForwarderError.RequestBodyDestination, new HttpRequestException(HttpRequestError.ConnectionError), false, (int)AttemptFailure.None },
        { (int)ForwarderError.NoAvailableDestinations, null, true, (int)AttemptFailure.None },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Of_Failure_TellsWhetherItMayBeSentAgain(int error, Exception? exception, bool isSafe, int expected)
    {
        Assert.Equal((AttemptFailure)expected, FailureClassification.Of((ForwarderError)error, exception, isSafe));
    }

    [Theory]
    [InlineData(false, false, true, 5, (int)NextAttempt.AnotherNode)]
    [InlineData(true, false, true, 5, (int)NextAttempt.OwnNodeNow)]
    [InlineData(true, false, false, 5, (int)NextAttempt.OwnNodeNow)]
    [InlineData(true, true, false, 5, (int)NextAttempt.AnotherNode)]
    [InlineData(true, true, true, 5, (int)NextAttempt.OwnNodeLater)]
    [InlineData(true, true, true, 0, (int)NextAttempt.None)]
    [InlineData(true, true, false, 0, (int)NextAttempt.AnotherNode)]
    public void Decide_Next_FollowsTheSemantics(bool isBound, bool triedAgain, bool keepsBound, int patience, int expected)
    {
        Assert.Equal((NextAttempt)expected, RetryDecision.Decide(isBound, triedAgain, keepsBound, TimeSpan.FromSeconds(patience)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(30, 10)]
    [InlineData(1_000, 200)]
    public void Budget_OfTenSeconds_IsAFifthButAtLeastTen(int requests, int retries)
    {
        var time = new FakeTimeProvider();
        var budget = new RetryBudget(Options.Create(new RetryOptions()), time);
        for (var i = 0; i < requests; i++)
        {
            budget.CountRequest();
            time.Advance(TimeSpan.FromMilliseconds(9));
        }

        Assert.Equal(retries, Take(budget));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(10, Take(budget));
    }

    private static int Take(RetryBudget budget)
    {
        var taken = 0;
        while (budget.TryTake())
        {
            taken++;
        }

        return taken;
    }
}

using System.Net.Sockets;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Testing.Time;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class RetryDecisionTests
{
    public static TheoryData<int, Exception?, int> Failures => new()
    {
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.ConnectionError), (int)AttemptFailure.Connect },
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.NameResolutionError), (int)AttemptFailure.Connect },
        { (int)ForwarderError.Request, new SocketException(104), (int)AttemptFailure.Connect },
        { (int)ForwarderError.RequestTimedOut, new OperationCanceledException("", new TimeoutException()), (int)AttemptFailure.Connect },
        { (int)ForwarderError.RequestTimedOut, new OperationCanceledException(), (int)AttemptFailure.Timeout },
        { (int)ForwarderError.Request, new HttpRequestException(HttpRequestError.ResponseEnded), (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.Request, new HttpRequestException("", new IOException("", new SocketException(104))), (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.RequestBodyDestination, new HttpRequestException(HttpRequestError.ConnectionError), (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.ResponseBodyDestination, new IOException(), (int)AttemptFailure.ConnectionLost },
        { (int)ForwarderError.ResponseBodyClient, new IOException(), (int)AttemptFailure.None },
        { (int)ForwarderError.RequestCanceled, new OperationCanceledException(), (int)AttemptFailure.None },
        { (int)ForwarderError.NoAvailableDestinations, null, (int)AttemptFailure.None },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Of_Failure_TellsHowTheAttemptEnded(int error, Exception? exception, int expected)
    {
        Assert.Equal((AttemptFailure)expected, FailureClassification.Of((ForwarderError)error, exception));
    }

    [Theory]
    [InlineData((int)AttemptFailure.None, true, false)]
    [InlineData((int)AttemptFailure.Connect, true, true)]
    [InlineData((int)AttemptFailure.Connect, false, true)]
    [InlineData((int)AttemptFailure.ConnectionLost, true, true)]
    [InlineData((int)AttemptFailure.ConnectionLost, false, false)]
    [InlineData((int)AttemptFailure.NodeDown, true, true)]
    [InlineData((int)AttemptFailure.NodeDown, false, false)]
    [InlineData((int)AttemptFailure.Timeout, true, false)]
    public void IsPossible_Failure_OnlyWhereNothingCanHappenTwice(int failure, bool isSafe, bool expected)
    {
        Assert.Equal(expected, Resending.IsPossible((AttemptFailure)failure, isSafe));
    }

    [Theory]
    [InlineData((int)AttemptFailure.Connect, 0, false, false, true, 5, (int)NextAttempt.AnotherNode)]
    [InlineData((int)AttemptFailure.Connect, 0, true, false, true, 5, (int)NextAttempt.OwnNodeNow)]
    [InlineData((int)AttemptFailure.Connect, 0, true, false, false, 5, (int)NextAttempt.OwnNodeNow)]
    [InlineData((int)AttemptFailure.Connect, 0, true, true, false, 5, (int)NextAttempt.AnotherNode)]
    [InlineData((int)AttemptFailure.Connect, 0, true, true, true, 5, (int)NextAttempt.OwnNodeLater)]
    [InlineData((int)AttemptFailure.Connect, 0, true, true, true, 0, (int)NextAttempt.None)]
    [InlineData((int)AttemptFailure.Connect, 0, true, true, false, 0, (int)NextAttempt.AnotherNode)]
    [InlineData((int)AttemptFailure.ConnectionLost, 1, true, false, true, 5, (int)NextAttempt.OwnNodeNow)]
    [InlineData((int)AttemptFailure.ConnectionLost, 2, true, true, true, 5, (int)NextAttempt.OwnNodeLater)]
    [InlineData((int)AttemptFailure.ConnectionLost, 3, true, true, true, 5, (int)NextAttempt.None)]
    [InlineData((int)AttemptFailure.ConnectionLost, 1, true, true, false, 5, (int)NextAttempt.AnotherNode)]
    [InlineData((int)AttemptFailure.NodeDown, 0, true, false, false, 5, (int)NextAttempt.AnotherNode)]
    public void Decide_Next_FollowsTheSemantics(int failure, int lost, bool isBound, bool triedAgain, bool keepsBound, int patience, int expected)
    {
        Assert.Equal(
            (NextAttempt)expected,
            RetryDecision.Decide((AttemptFailure)failure, lost, isBound, triedAgain, keepsBound, TimeSpan.FromSeconds(patience)));
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

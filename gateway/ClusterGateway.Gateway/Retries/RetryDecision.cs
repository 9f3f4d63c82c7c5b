namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Semantics §1.7: an unbound request goes to the next node; a bound one to its own again, until that one is known to keep no clients.
/// A single refused connect never costs a session. Pure.
/// </summary>
internal static class RetryDecision
{
    /// <summary>
    /// The second try may have met another pooled connection of a process that has just died, and the third the listener of one that is
    /// still dying, so the node is probed then: an application that answers and hung up on one request three times has its own reasons.
    /// </summary>
    private const int MostLost = 3;

    /// <summary>The node may be down: nobody new goes there before it was probed.</summary>
    public static bool IsSuspicious(AttemptFailure failure, int lost) =>
        failure == AttemptFailure.Connect || (failure == AttemptFailure.ConnectionLost && lost >= MostLost);

    /// <param name="failure">How the attempt ended.</param>
    /// <param name="lost">How often this request lost its connection to that node, while bound to it.</param>
    /// <param name="isBound">The failed node is the one that the client is bound to.</param>
    /// <param name="triedAgain">That node was tried again before.</param>
    /// <param name="keepsBound">What the probe of that node, or the threshold, has left of it.</param>
    /// <param name="patience">What is left of the time that a bound request waits for its own node.</param>
    public static NextAttempt Decide(AttemptFailure failure, int lost, bool isBound, bool triedAgain, bool keepsBound, TimeSpan patience)
    {
        if (!isBound || failure is AttemptFailure.NodeDown or AttemptFailure.NeverSent)
        {
            return NextAttempt.AnotherNode;
        }

        if (!triedAgain)
        {
            return NextAttempt.OwnNodeNow;
        }

        if (!keepsBound)
        {
            return NextAttempt.AnotherNode;
        }

        var isHopeful = failure == AttemptFailure.Connect || (failure == AttemptFailure.ConnectionLost && lost < MostLost);
        return isHopeful && patience > TimeSpan.Zero ? NextAttempt.OwnNodeLater : NextAttempt.None;
    }
}

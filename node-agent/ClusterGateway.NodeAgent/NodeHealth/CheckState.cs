namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Whether a check counts as passing, after its thresholds. <see cref="Passing"/> is null until it is known.</summary>
/// <param name="Opposing">How many results in a row spoke against <see cref="Passing"/>.</param>
internal readonly record struct CheckState(bool? Passing, int Opposing)
{
    /// <summary>
    /// The state after one more result. The first success decides alone; a failure needs its threshold from the start: an agent that
    /// starts on a busy machine may be slow to ask, and its users must not be moved for that.
    /// </summary>
    public CheckState After(bool passed, int down, int up)
    {
        if (Passing == passed || (Passing is null && passed))
        {
            return new CheckState(passed, 0);
        }

        var opposing = Opposing + 1;
        return opposing >= (passed ? up : down) ? new CheckState(passed, 0) : this with { Opposing = opposing };
    }
}

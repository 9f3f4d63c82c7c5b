namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Whether a check counts as passing, after its thresholds. <see cref="Passing"/> is null until it has run once.</summary>
/// <param name="Opposing">How many results in a row spoke against <see cref="Passing"/>.</param>
internal readonly record struct CheckState(bool? Passing, int Opposing)
{
    /// <summary>The state after one more result. The first result decides alone: there is nothing to hold on to yet.</summary>
    public CheckState After(bool passed, int down, int up)
    {
        if (Passing is not { } passing || passing == passed)
        {
            return new CheckState(passed, 0);
        }

        var opposing = Opposing + 1;
        return opposing >= (passing ? down : up) ? new CheckState(passed, 0) : new CheckState(passing, opposing);
    }
}

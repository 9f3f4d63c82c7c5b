namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>
/// How long a node whose <c>OnBecamePrimary</c> failed lets others go first: the hand-over and one lease, and twice as long after each further
/// failure in a row, up to five minutes. Where it is the only node, the role is tried again in these intervals. Pure.
/// </summary>
internal static class ResignationPause
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TimeSpan After(int failures, TimeSpan handOver, TimeSpan lease)
    {
        var pause = handOver + lease;
        for (var i = 1; i < failures && pause < Longest; i++)
        {
            pause *= 2;
        }

        return pause < Longest ? pause : Longest;
    }
}

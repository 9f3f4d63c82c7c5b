namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>One primary, and everybody knows which.</summary>
internal static class PrimaryDiagnosis
{
    private const string Cluster = "cluster";

    public static IEnumerable<Finding> Of(ClusterEvidence evidence)
    {
        var primaries = evidence.Answering.Where(node => node.IsPrimary).Select(node => node.Member.Id).ToList();
        if (primaries.Count == 0 && evidence.Answering.Any())
        {
            yield return new Finding(
                "no-primary", Cluster, "no agent that answers is primary: admin requests wait",
                "within seconds it should be over; if not, 'clusterctl events' tells why nobody was elected, often because the store is away or no node is healthy");
        }
        else if (primaries.Count > 1)
        {
            yield return new Finding(
                "two-primaries", Cluster, $"{string.Join(" and ", primaries)} both say that they are primary",
                "stop the agents of all but one and report it: this must not happen within one store. Agents that use different stores are different clusters");
        }

        var named = evidence.Answering.Where(node => node.Leader is not null).GroupBy(node => node.Leader!.NodeId).ToList();
        if (named.Count > 1)
        {
            yield return new Finding(
                "primary-disputed", Cluster,
                string.Join("; ", named.Select(leader => $"{string.Join(", ", leader.Select(node => node.Member.Id))} take {leader.Key} for the primary")),
                "ask again in a few seconds; if it stays, the agents do not use the same store: compare their Store:Connection");
        }

        if (evidence.Asked.Paused)
        {
            yield return new Finding(
                "failover-paused", Cluster, "automatic failover is paused: a primary that fails is not replaced", "'clusterctl resume' when the work is done");
        }

        foreach (var node in evidence.Answering.Where(node => node.Self!.Failsafe))
        {
            yield return new Finding("failsafe", node.Member.Id, "it is primary without the store, as long as every other member agrees", "bring the store back");
        }
    }
}

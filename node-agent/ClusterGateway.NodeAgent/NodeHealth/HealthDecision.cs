using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>From what is known of the checks to the node's health, with the reason in one sentence.</summary>
internal static class HealthDecision
{
    /// <summary>
    /// The worst impact of a failing check wins. <c>starting</c> lasts until every check that can make the node unhealthy has run
    /// once; the others cannot take it out of service, so neither may they keep it out: a store that is away does not hold up a start.
    /// </summary>
    public static (Health Health, string Reason) Decide(IReadOnlyList<CheckStatus> checks)
    {
        var failing = checks.Where(c => c.State.Passing is false).OrderByDescending(c => c.Impact).ToArray();
        if (failing is [{ Impact: CheckImpact.Unhealthy }, ..])
        {
            return (Health.Unhealthy, Sentence(failing));
        }

        if (checks.FirstOrDefault(c => c is { Impact: CheckImpact.Unhealthy, State.Passing: null }) is { } awaited)
        {
            return (Health.Starting, $"check '{awaited.Name}' has not passed yet");
        }

        return failing switch
        {
            [] => (Health.Healthy, "no check fails"),
            [{ Impact: CheckImpact.Degraded }, ..] => (Health.Degraded, Sentence(failing)),
            _ => (Health.Healthy, "only a warning: " + Sentence(failing)),
        };
    }

    private static string Sentence(ReadOnlySpan<CheckStatus> failing)
    {
        var sentence = $"check '{failing[0].Name}' fails: {failing[0].Last?.Output}";
        return failing.Length == 1 ? sentence : $"{sentence} (and {failing.Length - 1} more)";
    }
}

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>What an administrator reads first: who is primary, how many serve, and all that is wrong, the worst first. Pure.</summary>
public sealed record Headline(Tone Tone, string Title, IReadOnlyList<Concern> Concerns)
{
    public static Headline Of(DashboardPicture picture)
    {
        var (status, serving) = (picture.Status, picture.Nodes.Count(node => node.View.Serving));
        var count = $"{serving} of {picture.Nodes.Count} {(picture.Nodes.Count == 1 ? "node serves" : "nodes serve")}";
        var concerns = Nodes(picture).Concat(Cluster(picture)).OrderByDescending(concern => concern.Tone).ToList();
        return (status.Primary, serving) switch
        {
            (_, 0) => new(Tone.Bad, picture.Nodes.Count == 0 ? "No node is known" : "No node serves: users get 503", concerns),
            (null, _) => new(Tone.Bad, $"No primary: admin requests wait; {count}", concerns),
            ({ } primary, _) => new(concerns.Count == 0 ? Tone.Good : concerns[0].Tone, $"{primary} is primary, {count}", concerns),
        };
    }

    private static IEnumerable<Concern> Nodes(DashboardPicture picture) => picture.Nodes
        .Where(node => node.Condition.Tone > Tone.Calm)
        .Select(node => new Concern(node.Condition.Tone, $"{node.View.Id}: {node.Condition.Word.ToLowerInvariant()}", node.Reason));

    private static IEnumerable<Concern> Cluster(DashboardPicture picture)
    {
        if (!picture.Status.Store.Reachable)
        {
            yield return new Concern(Tone.Bad, "store unreachable", "no agent reaches the store; users are served, shared state is not");
        }

        // What the headline says itself is not repeated below it.
        foreach (var warning in picture.Status.Warnings.Where(warning => warning.Code != "no-primary"))
        {
            yield return new Concern(warning.Code == "two-primaries" ? Tone.Bad : Tone.Warning, warning.Code.Replace('-', ' '), warning.Detail);
        }
    }
}

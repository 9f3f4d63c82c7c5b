namespace ClusterGateway.Storage;

/// <summary>Committed under a revision, or lost the race to the entries listed.</summary>
/// <param name="Revision">The revision of everything this commit wrote; zero when it lost.</param>
/// <param name="Conflicts">Every operation whose condition did not hold, in the commit's order; empty when committed.</param>
public sealed record CommitResult(long Revision, IReadOnlyList<StoreConflict> Conflicts)
{
    public bool Committed => Conflicts.Count == 0;

    public static CommitResult At(long revision) => new(revision, []);

    public static CommitResult Lost(IReadOnlyList<StoreConflict> conflicts) => new(0, conflicts);
}

using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Attempts on one link by one client: what they are charged to or, once charged, in which windows.</summary>
/// <param name="Buckets">Of the client, and of the link.</param>
internal sealed record AttemptCharge(string Link, IReadOnlyList<AttemptBucket> Buckets)
{
    public bool IsFull => Buckets.Any(b => b.IsFull);

    /// <summary>Until every bucket that is full begins anew.</summary>
    public TimeSpan Wait => Buckets.Where(b => b.IsFull).Select(b => b.Left).DefaultIfEmpty().Max();

    /// <summary>As the store saw it when it refused a commit.</summary>
    public AttemptCharge After(CommitResult lost) => this with { Buckets = [.. Buckets.Select(b => b.After(lost))] };
}

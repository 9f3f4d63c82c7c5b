using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>What ids, times to live and owners of locks may be; the same for both interfaces.</summary>
internal static class LockTerms
{
    private const int MostIdCharacters = 1024;
    private const int MostOwnerCharacters = 256;

    private static readonly Duration Shortest = Duration.FromSeconds(60);
    private static readonly Duration Longest = Duration.FromSeconds(3600);

    /// <summary>What a header can carry unchanged: a conflict names the id in one.</summary>
    public static Problem? RefuseId(string name, string? id) =>
        id is { Length: > 0 and <= MostIdCharacters } && !id.AsSpan().ContainsAnyExceptInRange(' ', '~') && id[0] != ' ' && id[^1] != ' '
            ? null
            : Problem.Of(
                ProblemTypes.InvalidRequest,
                $"{name} must be 1 to {MostIdCharacters} printable ASCII characters, without a blank at either end");

    public static Problem? RefuseTimeToLive(string name, Duration? timeToLive) =>
        timeToLive is null || (timeToLive >= Shortest && timeToLive <= Longest)
            ? null
            : Problem.Of(
                ProblemTypes.InvalidRequest, $"{name} must be {Shortest.TotalSeconds} to {Longest.TotalSeconds} seconds");

    public static Problem? RefuseOwner(string? owner) =>
        owner is null or { Length: <= MostOwnerCharacters }
            ? null
            : Problem.Of(ProblemTypes.InvalidRequest, $"'owner' has more than {MostOwnerCharacters} characters");
}

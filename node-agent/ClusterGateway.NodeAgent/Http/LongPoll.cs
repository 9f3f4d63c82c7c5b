using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>How long a reader waits for news: the parameter <c>wait</c> of every long poll.</summary>
internal static class LongPoll
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>False when it is no duration. A longer one is cut to 60 s; none at all is no wait.</summary>
    public static bool TryParse(string? wait, out TimeSpan bound)
    {
        var parsed = default(Duration);
        var isDuration = wait is null || Duration.TryParse(wait, out parsed);
        bound = parsed.Value < Longest ? parsed.Value : Longest;
        return isDuration;
    }
}

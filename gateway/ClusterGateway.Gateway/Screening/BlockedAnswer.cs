using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Edge;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Screening;

/// <summary>What a client hears that is not let in.</summary>
internal sealed class BlockedAnswer(IOptions<ScreeningOptions> options, ScreeningMetrics metrics)
{
    /// <summary>A block without end is asked for again tomorrow.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly string _problem = options.Value.Answer == BlockAnswer.TooManyRequests ? ProblemTypes.RateLimited : ProblemTypes.Blocked;

    public Task WriteAsync(HttpContext context, TimeSpan left)
    {
        metrics.Refused();
        return ErrorAnswer.WriteAsync(context, _problem, "too many log-ins from this address have failed; try again later", left < Longest ? left : Longest);
    }
}

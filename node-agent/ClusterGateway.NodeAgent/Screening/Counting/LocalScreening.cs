using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>
/// Decides while the store gives no answer, by what this agent alone has counted in the meantime: addresses only. Each agent allows the
/// limit, so that an attack on N nodes may try N times as often; the alternatives are to let everything in, or nobody.
/// </summary>
internal sealed class LocalScreening(LocalFailures failures)
{
    public AttemptView Decide(LogInSource login)
    {
        var rule = login.Rule;
        if (login.Outcome == AttemptOutcome.Success)
        {
            return new AttemptView(ScreeningVerdict.Allow, default);
        }

        var entered = failures.TryEnter(login.Scope, login.Range, rule);
        var last = entered && failures.Leave(login.Scope, login.Range, rule, failed: true);
        return entered && !(last && login.Outcome == AttemptOutcome.Failure)
            ? new AttemptView(ScreeningVerdict.Allow, default)
            : new AttemptView(ScreeningVerdict.Block, failures.WaitOf(login.Scope, login.Range, rule));
    }
}

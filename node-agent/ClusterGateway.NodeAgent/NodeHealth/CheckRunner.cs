using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>
/// Runs one check and answers within its timeout, whatever the check does. A run that does not end is left alone, and no other is
/// started beside it: until it ends, every answer is that it still hangs.
/// </summary>
internal sealed class CheckRunner(INodeCheck check, Duration timeout, TimeProvider time)
{
    /// <summary>What a check that heeds its token has for ending by itself, before it counts as hanging.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    private Task<CheckResult> _running = Task.FromResult(CheckResult.Pass(""));
    private DateTimeOffset _since;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var hanging = !_running.IsCompleted;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (!hanging)
            {
                _since = time.GetUtcNow();
                _running = check.RunAsync(stop.Token);
            }

            return await _running.WaitAsync(timeout + Grace, time, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Fail(Describe(e, hanging));
        }
        finally
        {
            // Disposing the source would not tell the check: a command would outlive the agent.
            await stop.CancelAsync();
        }
    }

    private string Describe(Exception e, bool hanging) => e switch
    {
        TimeoutException or OperationCanceledException when hanging => $"still hanging since {_since:u}",
        TimeoutException or OperationCanceledException => $"no answer within {timeout}",
        _ => e.Message,
    };
}

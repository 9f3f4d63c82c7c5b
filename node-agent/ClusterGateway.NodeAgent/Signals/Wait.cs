namespace ClusterGateway.NodeAgent.Signals;

/// <summary>Bounded waits of workers and long polls.</summary>
internal static class Wait
{
    /// <summary>Until the task completes, or the bound is over: true when it completed. Cancellation throws.</summary>
    public static async Task<bool> ForAsync(Task task, TimeSpan bound, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(bound, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

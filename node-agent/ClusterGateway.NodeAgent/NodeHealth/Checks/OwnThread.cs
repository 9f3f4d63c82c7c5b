namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>
/// Where system calls on files are made: a network mount whose server is gone blocks them for ever, and no token ends them. So each gets a
/// thread that nobody waits for and that ends with the process; the runner sees to it that there is never a second one of the same check.
/// </summary>
internal static class OwnThread
{
    public static Task<T> RunAsync<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

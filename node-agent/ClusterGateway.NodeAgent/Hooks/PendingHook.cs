namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>A call that waits or runs, and can be stopped from outside.</summary>
internal sealed class PendingHook(HookCall call) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public HookCall Call => call;

    public CancellationToken Stopped => _stop.Token;

    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    public void Dispose() => _stop.Dispose();
}

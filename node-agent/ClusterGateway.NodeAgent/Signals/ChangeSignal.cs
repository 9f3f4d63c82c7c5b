namespace ClusterGateway.NodeAgent.Signals;

/// <summary>Tells any number of waiters that something changed. Take <see cref="Next"/> first, look, then await it: no change is missed.</summary>
internal sealed class ChangeSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next <see cref="Raise"/>.</summary>
    public Task Next => _next.Task;

    public void Raise()
    {
        var raised = _next;
        _next = New();
        raised.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

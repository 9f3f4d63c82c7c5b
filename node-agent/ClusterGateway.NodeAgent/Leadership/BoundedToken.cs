namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>A token that is cancelled by its parent, or when the bound is over.</summary>
internal sealed class BoundedToken : IDisposable
{
    private readonly CancellationTokenSource _bound;
    private readonly CancellationTokenSource _either;

    public BoundedToken(TimeSpan bound, TimeProvider time, CancellationToken parent)
    {
        _bound = new CancellationTokenSource(bound, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_bound.Token, parent);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _bound.Dispose();
    }
}

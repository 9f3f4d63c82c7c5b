namespace ClusterGateway.Gateway.Retries;

/// <summary>A request's body that tells the watch when it begins to be sent: as long as nobody reads it, there is no connection.</summary>
internal sealed class WatchedBody(Stream body, RequestWatch watch) : ReadOnlyBody
{
    private bool _isRead;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isRead && !watch.Sending())
        {
            throw new OperationCanceledException("the wait for a connection was cut");
        }

        _isRead = true;
        return body.ReadAsync(buffer, cancellationToken);
    }
}

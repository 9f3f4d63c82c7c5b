using System.Runtime.CompilerServices;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// A request's body on its way to a node, the same in all attempts. It tells the watch when it begins to be sent (as long as nobody reads it,
/// there is no connection), and its bytes set back the time for the first byte of the response: an upload is not a wait.
/// </summary>
internal sealed class WatchedBody(HttpContext context, Stream body, RequestWatches watches) : ReadOnlyBody
{
    private RequestWatch? _untold;

    /// <param name="untold">The attempt's watch, when it is to be told; null otherwise.</param>
    public void Begin(RequestWatch? untold) => _untold = untold;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _untold, null)?.Sending() == false)
        {
            throw new OperationCanceledException("the wait for a connection was cut");
        }

        var reading = body.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Progress(reading.Result)) : ReadAsync(reading);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(ValueTask<int> reading) => Progress(await reading);

    private int Progress(int read)
    {
        context.Features.Get<RequestWatch>()?.Progress(watches.Now);
        return read;
    }
}

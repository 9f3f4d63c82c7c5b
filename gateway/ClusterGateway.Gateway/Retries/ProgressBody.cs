namespace ClusterGateway.Gateway.Retries;

/// <summary>A request's body whose bytes set back the time for the first byte of the response: an upload is not a wait.</summary>
internal sealed class ProgressBody(HttpContext context, Stream body, RequestWatches watches) : ReadOnlyBody
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        context.Features.Get<RequestWatch>()?.Progress(watches.Now);
        return read;
    }
}

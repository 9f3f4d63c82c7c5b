using System.Net;

namespace ClusterGateway.Gateway.Retries;

/// <summary>A body of no bytes, which tells the watch of its request when that goes to a connection.</summary>
internal sealed class NoContent(RequestWatch? watch) : ByteArrayContent([])
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        watch?.Sending() == false ? throw new OperationCanceledException("the wait for a connection was cut") : Task.CompletedTask;
}

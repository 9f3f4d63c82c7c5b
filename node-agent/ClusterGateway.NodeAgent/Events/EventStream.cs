using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Server-sent events. Unlike the framework's own result it answers at once, not only when the first event comes.</summary>
internal sealed class EventStream(IAsyncEnumerable<SseItem<EventView>> events) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        await response.StartAsync(httpContext.RequestAborted);
        await response.Body.FlushAsync(httpContext.RequestAborted);
        try
        {
            await SseFormatter.WriteAsync(events, response.Body, Write, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
    }

    private static void Write(SseItem<EventView> item, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to);
        JsonSerializer.Serialize(json, item.Data, ContractsJson.Default.EventView);
    }
}

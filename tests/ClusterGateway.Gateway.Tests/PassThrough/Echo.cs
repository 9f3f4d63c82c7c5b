using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>An application that sends back what it gets: a WebSocket's message, or a body piece by piece, with a trailer where the protocol has any.</summary>
internal static class Echo
{
    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[16];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
            return;
        }

        var piece = new byte[64];
        int read;
        while ((read = await context.Request.Body.ReadAsync(piece)) > 0)
        {
            await context.Response.Body.WriteAsync(piece.AsMemory(0, read));
            await context.Response.Body.FlushAsync();
        }

        if (context.Response.SupportsTrailers())
        {
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}

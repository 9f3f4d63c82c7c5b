using System.Net.WebSockets;
using System.Text;
using ClusterGateway.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Benchmarks.Application;

/// <summary>
/// What stands behind all proxies alike: small answers, slow ones, long ones, orders that are written down as they are carried out, and a
/// WebSocket that says everything again.
/// </summary>
internal static class BenchmarkApplication
{
    private const int Pieces = 6;

    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs until it is killed.</summary>
    /// <param name="node">Told in every answer, as the gateway would.</param>
    /// <param name="orders">A file of all nodes, one order a line.</param>
    public static async Task RunAsync(int port, string node, string? orders, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Use((context, next) =>
        {
            context.Response.Headers[ClusterHeaders.Node] = node;
            return next(context);
        });
        app.MapGet("/", () => "hello\n");
        app.MapGet("/slow", SlowAsync);
        app.MapGet("/long", LongAsync);
        app.MapPost("/orders/{id}", (string id, HttpRequest request) => OrderAsync(id, request, orders!));
        app.MapGet("/echo", EchoAsync);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task<string> SlowAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Slowness, TimeProvider.System, cancellationToken);
        return "hello at last\n";
    }

    private static async Task LongAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Pieces; i++)
        {
            await response.WriteAsync("a piece\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<IResult> OrderAsync(string id, HttpRequest request, string orders)
    {
        await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        // One write in append mode is atomic among processes.
        await using (var file = new FileStream(orders, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            file.Write(Encoding.UTF8.GetBytes($"{id}\n"));
        }

        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[256];
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}

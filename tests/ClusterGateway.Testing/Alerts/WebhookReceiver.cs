using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ClusterGateway.Testing.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Testing.Alerts;

/// <summary>A receiver of webhooks on real Kestrel: keeps all that it takes, and can refuse, or be gone for a while.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<WebhookMessage> _messages = new();
    private WebApplication? _server;
    private int _port;

    /// <summary>What it answers; only with success it keeps what came.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/hook");

    /// <summary>Those that it took, oldest first.</summary>
    public IReadOnlyList<WebhookMessage> Messages => [.. _messages];

    /// <summary>As <c>status code node</c>, in short.</summary>
    public IReadOnlyList<string> Told => [.. _messages.Select(m => $"{m.Status} {m.Code} {m.Node}".TrimEnd())];

    public static async Task<WebhookReceiver> StartNewAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver.StartAsync();
        return receiver;
    }

    /// <summary>On a free port; also brings it back at its old address.</summary>
    public async Task StartAsync()
    {
        _server = FakeServer.Build(_port);
        _server.Run(TakeAsync);
        await _server.StartAsync();
        _port = new Uri(_server.Urls.First()).Port;
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync();
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        context.Response.StatusCode = Status;
        if (Status < StatusCodes.Status300MultipleChoices)
        {
            _messages.Enqueue(new WebhookMessage(
                context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.RootElement.Clone(), TimeProvider.System.GetTimestamp()));
        }
    }
}

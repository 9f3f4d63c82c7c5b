using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Testing.Nodes;

/// <summary>The application of a <see cref="FakeNodeAgent"/>: answers every path with its node's id, and remembers the headers that came.</summary>
public sealed class FakeApplication : IAsyncDisposable
{
    private readonly string _host;
    private WebApplication? _server;
    private int _port;

    private FakeApplication(string nodeId, string host, int port)
    {
        (NodeId, _host, _port) = (nodeId, host, port);
        Respond = context => context.Response.WriteAsync(NodeId);
    }

    public string NodeId { get; }

    public Uri Address => new($"http://{_host}:{_port}");

    /// <summary>What it does with a request; writes the node's id by default.</summary>
    public Func<HttpContext, Task> Respond { get; set; }

    /// <summary>The headers of every request that came, oldest first; by lower-case name.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Requests { get; } = new();

    /// <param name="port">0 for a free one.</param>
    public static async Task<FakeApplication> StartAsync(string nodeId, string host = "127.0.0.1", int port = 0)
    {
        var application = new FakeApplication(nodeId, host, port);
        await application.StartAsync();
        return application;
    }

    /// <summary>Also brings it back at its old address.</summary>
    public async Task StartAsync()
    {
        _server = FakeServer.Build(_port, _host);
        _server.Run(context =>
        {
            Requests.Enqueue(context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()));
            return Respond(context);
        });
        await _server.StartAsync();
        _port = new Uri(_server.Urls.First()).Port;
    }

    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await server.StopAsync(now.Token);
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}

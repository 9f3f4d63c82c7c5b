using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>HTTP/2 by prior knowledge from the client and to the node, as docs/operations/edge.md configures it.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private WebApplication _application = null!;
    private FakeNodeAgent _node = null!;
    private RunningGateway _gateway = null!;
    private string _seen = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        _node = await FakeNodeAgent.StartAsync("n1");
        _node.Self = _node.Self with { Address = _application.Urls.First() };
        _gateway = await RunningGateway.StartAsync(
            RunningGateway.Cluster(_node),
            "--ClusterGateway:Probing:Timeout=10s",
            $"--Kestrel:Endpoints:h2c:Url=http://127.0.0.1:{_port}",
            "--Kestrel:Endpoints:h2c:Protocols=Http2",
            "--ReverseProxy:Clusters:nodes:HttpRequest:Version=2",
            "--ReverseProxy:Clusters:nodes:HttpRequest:VersionPolicy=RequestVersionExact");
        await Eventually.TrueAsync(() => _gateway.Routes(_node), "the proxy learned the node's address");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _node.DisposeAsync();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Grpc_MessagesPassBothWaysAtOnce_AndTrailersAtTheEnd()
    {
        using var client = new HttpClient();
        using var content = new DuplexContent();
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/pkg.Service/Method%2F")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.ParseAdd("trailers");
        var answer = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await content.WriteAsync([0, 0, 0, 0, 1, 1]);
        using var response = await answer.WaitAsync(Eventually.DefaultBound, TimeProvider.System);
        await using var body = await response.Content.ReadAsStreamAsync();
        var message = new byte[6];
        await body.ReadExactlyAsync(message);
        Assert.Equal([0, 0, 0, 0, 1, 1], message);
        await content.WriteAsync([0, 0, 0, 0, 1, 2]);
        await body.ReadExactlyAsync(message);
        Assert.Equal([0, 0, 0, 0, 1, 2], message);
        content.Complete();

        Assert.Equal(0, await body.ReadAsync(message));
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal("POST /pkg.Service/Method%2F HTTP/2 trailers", _seen);
    }

    [Fact]
    public async Task WebSocket_OverHttp2_IsOneToTheNodeToo()
    {
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_port}/ws"), invoker, CancellationToken.None);

        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal("ping"u8.ToArray(), buffer[..received.Count]);
        Assert.StartsWith("CONNECT /ws HTTP/2", _seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_TellsClientsToLeave()
    {
        const char GoAway = (char)7;
        using var client = await RawConnection.ConnectAsync(new Uri($"http://127.0.0.1:{_port}"));
        await client.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        var first = await client.ReadAsync(9);
        Assert.Equal('\u0004', first[3]);
        await client.ReadAsync(first[2]);

        var stopped = _gateway.StopAsync();

        var types = new List<char>();
        while (await client.ReadAsync(9) is { Length: 9 } frame)
        {
            types.Add(frame[3]);
            await client.ReadAsync((frame[1] << 8) | frame[2]);
        }

        Assert.Contains(GoAway, types);
        await stopped;
    }

    private Task AnswerAsync(HttpContext context)
    {
        _seen = $"{context.Request.Method} {context.Request.Path} {context.Request.Protocol} {context.Request.Headers.TE}";
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.ContentType = "application/grpc";
        }

        return Echo.AnswerAsync(context);
    }
}

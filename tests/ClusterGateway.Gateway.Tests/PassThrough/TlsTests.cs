using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>Clients over TLS, as docs/operations/edge.md configures it, to nodes over HTTP/1.1, HTTP/2, and TLS again.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-tls-");
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly ConcurrentQueue<string> _seen = new();

    public Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "tls.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory.FullName, "tls.key"), _certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _certificate.Dispose();
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("1.1", "HTTP/1.1", false)]
    [InlineData("2.0", "HTTP/2", false)]
    [InlineData("2.0", "HTTP/2", true)]
    public async Task Get_ClientChoosesByAlpn_NodeIsToldOfTls(string version, string toNode, bool nodeHasTls)
    {
        await using var system = await StartAsync(toNode == "HTTP/2" ? HttpProtocols.Http2 : HttpProtocols.Http1, nodeHasTls);
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, Url("/a%2Fb?c=d"))
        {
            Version = Version.Parse(version),
            VersionPolicy = version == "2.0" ? HttpVersionPolicy.RequestVersionOrHigher : HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal($"GET /a%2Fb?c=d {toNode} localhost:{_port} https ", Assert.Single(_seen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Grpc_MessagesPassBothWaysAtOnce_AndTrailersAtTheEnd(bool nodeHasTls)
    {
        await using var system = await StartAsync(HttpProtocols.Http2, nodeHasTls);
        using var client = Client();
        using var content = new DuplexContent();
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, Url("/pkg.Service/Method"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Content = content,
        };
        var answer = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var message = new byte[6];
        await content.WriteAsync([0, 0, 0, 0, 1, 1]);
        using var response = await Eventually.CompletesAsync(answer, "the headers");
        await using var body = await response.Content.ReadAsStreamAsync();
        await Eventually.CompletesAsync(body.ReadExactlyAsync(message).AsTask(), "the first message");
        await content.WriteAsync([0, 0, 0, 0, 1, 2]);
        await Eventually.CompletesAsync(body.ReadExactlyAsync(message).AsTask(), "the second message");
        content.Complete();

        Assert.Equal(0, await body.ReadAsync(message));
        Assert.Equal([0, 0, 0, 0, 1, 2], message);
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal($"POST /pkg.Service/Method HTTP/2 localhost:{_port} https ", Assert.Single(_seen));
    }

    [Theory]
    [InlineData("1.1", "GET")]
    [InlineData("2.0", "CONNECT")]
    public async Task WebSocket_Echoes(string version, string method)
    {
        await using var system = await StartAsync(version == "2.0" ? HttpProtocols.Http2 : HttpProtocols.Http1, nodeHasTls: false);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(Handler());
        await socket.ConnectAsync(new Uri($"wss://localhost:{_port}/ws"), invoker, CancellationToken.None);

        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal("ping"u8.ToArray(), buffer[..received.Count]);
        Assert.Equal($"{method} /ws HTTP/{(version == "2.0" ? "2" : version)} localhost:{_port} https ", Assert.Single(_seen));
    }

    [Theory]
    [InlineData("MOVE")]
    [InlineData("COPY")]
    public async Task WebDav_Destination_IsAsTheClientWroteIt_WithItsSchemeAndHost(string method)
    {
        await using var system = await StartAsync(HttpProtocols.Http1, nodeHasTls: false);
        using var client = Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), Url("/dav/from"));
        var destination = $"https://localhost:{_port}/dav/t%C3%B6%20b%2Fc";
        request.Headers.TryAddWithoutValidation("Destination", destination);

        using var response = await client.SendAsync(request);

        // Host and X-Forwarded-Proto are those of the destination: the application finds that it is its own.
        Assert.Equal($"{method} /dav/from HTTP/1.1 localhost:{_port} https {destination}", Assert.Single(_seen));
    }

    private async Task<RunningSystem> StartAsync(HttpProtocols protocol, bool nodeHasTls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocol;
            if (nodeHasTls)
            {
                listen.UseHttps(_certificate);
            }
        }));
        var application = builder.Build();
        application.UseWebSockets();
        application.Run(AnswerAsync);
        await application.StartAsync();
        var node = await FakeNodeAgent.StartAsync("n1");
        node.Self = node.Self with { Address = application.Urls.First() };
        var gateway = await RunningGateway.StartAsync(
            RunningGateway.Cluster(node),
            "--ClusterGateway:Probing:Timeout=10s",
            $"--Kestrel:Endpoints:https:Url=https://127.0.0.1:{_port}",
            $"--Kestrel:Endpoints:https:Certificate:Path={Path.Combine(_directory.FullName, "tls.pem")}",
            $"--Kestrel:Endpoints:https:Certificate:KeyPath={Path.Combine(_directory.FullName, "tls.key")}",
            "--ReverseProxy:Clusters:nodes:HttpClient:DangerousAcceptAnyServerCertificate=true",
            $"--ReverseProxy:Clusters:nodes:HttpRequest:Version={(protocol == HttpProtocols.Http2 ? "2" : "1.1")}",
            "--ReverseProxy:Clusters:nodes:HttpRequest:VersionPolicy=RequestVersionExact");
        await Eventually.TrueAsync(() => gateway.Routes(node), "the proxy learned the node's address");
        _seen.Clear();
        return new RunningSystem(gateway, node, application);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = context.Request;
        if (request.Headers.ContainsKey("Cluster-Node"))
        {
            _seen.Enqueue($"{request.Method} {target} {request.Protocol} {request.Host} {request.Headers["X-Forwarded-Proto"]} {request.Headers["Destination"]}");
        }

        return Echo.AnswerAsync(context);
    }

    private Uri Url(string target) => new($"https://localhost:{_port}{target}");

    private HttpClient Client() => new(Handler());

    /// <summary>Trusts this certificate and no other.</summary>
    private SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private sealed record RunningSystem(RunningGateway Gateway, FakeNodeAgent Node, WebApplication Application) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Node.DisposeAsync();
            await Application.DisposeAsync();
        }
    }
}

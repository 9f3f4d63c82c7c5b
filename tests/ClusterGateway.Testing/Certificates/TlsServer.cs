using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Testing.Certificates;

/// <summary>A server that speaks HTTPS with one pair, and answers every request with the host that it was asked for.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private TlsServer(WebApplication server) => _server = server;

    public Uri Address => new(_server.Urls.First());

    public static async Task<TlsServer> StartAsync(TestPair pair)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(X509Certificate2.CreateFromPem(pair.Certificate, pair.Key))));
        var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(context.Request.Host.Value ?? ""));
        await server.StartAsync();
        return new TlsServer(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

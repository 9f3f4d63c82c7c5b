using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Testing.Nodes;

/// <summary>A web server of a test: on loopback, quiet, on a port of its own.</summary>
internal static class FakeServer
{
    /// <param name="port">0 for a free one.</param>
    public static WebApplication Build(int port, string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{host}:{port}");
        return builder.Build();
    }
}

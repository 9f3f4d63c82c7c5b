using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// Kestrel, and behind it the least that could take the place of YARP and SocketsHttpHandler: pooled sockets and GET answers with a
/// <c>Content-Length</c>. No proxy for anybody: it tells what an HTTP client of our own would gain at most.
/// </summary>
internal static class RawForwarder
{
    public static async Task RunAsync(int port, IReadOnlyList<string> origins)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var app = builder.Build();
        var origin = new Uri(origins[0]);
        var free = new ConcurrentQueue<RawConnection>();
        app.Run(async context =>
        {
            var connection = free.TryDequeue(out var kept) ? kept : await RawConnection.OpenAsync(origin);
            await connection.SendAsync(context.Request);
            await connection.AnswerAsync(context.Response);
            free.Enqueue(connection);
        });
        await app.RunAsync();
    }
}

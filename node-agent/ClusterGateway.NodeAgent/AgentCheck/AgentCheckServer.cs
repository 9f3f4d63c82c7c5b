using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>
/// The listeners of the agent check. A server of their own: endpoints that are added to the agent's web server in code would replace its
/// <c>Urls</c>. When the agent stops they close without a word, so that HAProxy keeps what it knows, and nobody moves.
/// </summary>
internal sealed partial class AgentCheckServer(
    AgentCheckOptions options, AgentCheckReport report, IServiceProvider services, ILoggerFactory loggers, ILogger<AgentCheckServer> logger)
    : IHostedService, IDisposable
{
    /// <summary>Of both listeners together. A connection lives as long as it takes to write a line, so more at once is a flood; further ones are closed.</summary>
    private const int MostConnections = 100;

    private KestrelServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { ApplicationServices = services };
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        Listen(kestrel, options.Serving, "users", AgentCheckAnswer.ForUsers);
        Listen(kestrel, options.Primary, "administration", AgentCheckAnswer.ForAdministration);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _server = new KestrelServer(Options.Create(kestrel), sockets, loggers);
        await _server.StartAsync(new NoHttp(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => _server?.Dispose();

    private void Listen(KestrelServerOptions kestrel, string? address, string audience, Func<AgentCheckEvidence, string> answer)
    {
        if (address is not null)
        {
            kestrel.Listen(IPEndPoint.Parse(address), endpoint => endpoint.Run(connection => AnswerAsync(connection, answer(report.Take()))));
            Log.Listens(logger, audience, address);
        }
    }

    /// <summary>One line, then the end. What the other side sends (<c>agent-send</c>) is passed over.</summary>
    private static async Task AnswerAsync(ConnectionContext connection, string line)
    {
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"), connection.ConnectionClosed);
        await connection.Transport.Output.CompleteAsync();
    }

    /// <summary>The server wants an application for HTTP; no connection gets so far.</summary>
    private sealed class NoHttp : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public Task ProcessRequestAsync(IFeatureCollection context) => Task.CompletedTask;

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2300, LogLevel.Information, "HAProxy's agent check for {Audience} is answered on {Address}", EventName = "AgentCheckListens")]
        public static partial void Listens(ILogger logger, string audience, string address);
    }
}

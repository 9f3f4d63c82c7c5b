using System.Net;
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
    AgentCheckOptions options, AgentCheckReport report, AgentCheckConnection connection, IServiceProvider services, ILoggerFactory loggers,
    ILogger<AgentCheckServer> logger) : IHostedService, IDisposable
{
    private KestrelServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { ApplicationServices = services };
        kestrel.Limits.MaxConcurrentConnections = options.Connections;
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
            kestrel.Listen(IPEndPoint.Parse(address), endpoint => endpoint.Run(asked => connection.AnswerAsync(asked, answer(report.Take()))));
            Log.Listens(logger, audience, address);
        }
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

using System.Threading.Channels;
using ClusterGateway.Client;
using ClusterGateway.Contracts.Sessions;
using FilePortal.Configuration;
using Microsoft.Extensions.Options;

namespace FilePortal.SignIn;

/// <summary>
/// Tells the cluster which sessions this process holds: in the background, because nobody who signs in waits for an agent. What an agent
/// that was away has missed, the next use of a session makes good.
/// </summary>
internal sealed partial class SessionReferences(
    ClusterClient cluster, IOptions<PortalOptions> options, TimeProvider time, ILogger<SessionReferences> logger) : BackgroundService
{
    /// <summary>How often a session that is in use is told of.</summary>
    public static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(1);

    private const int MostWaiting = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly Channel<SessionNews> _news = Channel.CreateBounded<SessionNews>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private bool _away;

    public void Began(Session session) => Tell(SessionNewsKind.Began, session);

    public void Used(Session session)
    {
        if (!session.IsTakenOver && session.IsDueToTell(time.GetUtcNow(), TouchInterval))
        {
            Tell(SessionNewsKind.Used, session);
        }
    }

    public void Ended(Session session) => Tell(SessionNewsKind.Ended, session);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whatever an earlier process of this node held died with it.
        var pause = FirstPause;
        while (!await TryAsync(() => cluster.Sessions.DeleteOthersAsync(options.Value.Node, _instance, stoppingToken)))
        {
            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        await foreach (var news in _news.Reader.ReadAllAsync(stoppingToken))
        {
            await TryAsync(() => SendAsync(news, stoppingToken));
        }
    }

    private void Tell(SessionNewsKind kind, Session session) => _news.Writer.TryWrite(new SessionNews(kind, session));

    private Task SendAsync(SessionNews news, CancellationToken cancellationToken) => news switch
    {
        { Session.IsTakenOver: true } => Task.CompletedTask,
        { Kind: SessionNewsKind.Began } => PutAsync(news.Session, cancellationToken),
        { Kind: SessionNewsKind.Used } => TouchAsync(news.Session, cancellationToken),
        _ => EndAsync(news.Session, cancellationToken),
    };

    private async Task PutAsync(Session session, CancellationToken cancellationToken)
    {
        var attempt = await cluster.Sessions.PutAsync(session.Id, new SessionRequest(session.User, _instance), cancellationToken);
        session.ReferenceTag = attempt.ETag;
        if (attempt.Session is null)
        {
            TakenOver(session, attempt.HeldBy);
        }
    }

    private async Task TouchAsync(Session session, CancellationToken cancellationToken)
    {
        var holder = await cluster.Sessions.TouchAsync(session.Id, cancellationToken);
        if (holder is null)
        {
            await PutAsync(session, cancellationToken);
        }
        else if (holder.Instance != _instance)
        {
            TakenOver(session, holder.Node);
        }
    }

    private async Task EndAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.ReferenceTag is null)
        {
            // Whether the agent heard of it is unknown. To put it again is harmless, and tells.
            await PutAsync(session, cancellationToken);
        }

        if (!session.IsTakenOver)
        {
            await cluster.Sessions.DeleteAsync(session.Id, session.ReferenceTag, cancellationToken);
        }
    }

    private void TakenOver(Session session, string? node)
    {
        session.IsTakenOver = true;
        LogTakenOver(logger, node);
    }

    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            if (_away)
            {
                _away = false;
                LogBack(logger);
            }

            return true;
        }
        catch (Exception away) when (away is AgentUnavailableException or AgentProblemException)
        {
            if (!_away)
            {
                _away = true;
                LogAway(logger, away.Message);
            }

            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Sessions are not told to the cluster, and users do not notice: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "Sessions are told to the cluster again")]
    private static partial void LogBack(ILogger logger);

    [LoggerMessage(3, LogLevel.Debug, "Another process, on {Node}, has a session of this one at the cluster: it is not told of any more")]
    private static partial void LogTakenOver(ILogger logger, string? node);
}

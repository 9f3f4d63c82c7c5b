using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// The one place where this feature tells others of links: metrics without any attribute but the outcome, logs and events with the link's
/// id, and never a token, a password, a grant, an owner, a target, a note, or a visitor's address.
/// </summary>
internal sealed partial class LinkAudit(IMeterFactory meters, IEventLog events, NodeIdentity self, ILogger<LinkAudit> logger)
{
    private readonly Counter<long> _access = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.links.access", "{attempt}", "Attempts to open a share link or to count a download, by what came of them");

    /// <param name="link">The link's id, when the attempt named one that exists.</param>
    public void Access(LinkAccess outcome, string? link)
    {
        var name = NameOf(outcome);
        _access.Add(1, new KeyValuePair<string, object?>("outcome", name));
        if (link is not null)
        {
            Log.Accessed(logger, link, name);
        }
    }

    /// <param name="actor">The audience of the caller's token: tokens name no person.</param>
    public void Created(string link, string actor)
    {
        Log.Created(logger, link, actor);
        Append(EventTypes.LinkCreated, link, actor: actor);
    }

    public void Changed(string link, string actor)
    {
        Log.Changed(logger, link, actor);
        Append(EventTypes.LinkChanged, link, actor: actor);
    }

    public void Revoked(string link, string actor)
    {
        Log.Revoked(logger, link, actor);
        Append(EventTypes.LinkRevoked, link, actor: actor);
    }

    public void LimitReached(string link)
    {
        Log.LimitReached(logger, link);
        Append(EventTypes.LinkLimitReached, link, reason: "its last download was counted");
    }

    public void GuessesLimited(string link)
    {
        Log.GuessesLimited(logger, link);
        Append(EventTypes.LinkGuessesLimited, link, reason: "as many wrong passwords were tried as the limits allow");
    }

    private void Append(string type, string link, string? reason = null, string? actor = null) =>
        events.Append(new EventRequest(type, self.Id, reason, actor, link));

    private static string NameOf(LinkAccess outcome) => outcome switch
    {
        LinkAccess.Granted => "granted",
        LinkAccess.PasswordRequired => "password-required",
        LinkAccess.PasswordWrong => "password-wrong",
        LinkAccess.NotFound => "not-found",
        LinkAccess.Exhausted => "exhausted",
        LinkAccess.Limited => "limited",
        LinkAccess.Busy => "busy",
        LinkAccess.Consumed => "consumed",
        LinkAccess.Repeated => "repeated",
        _ => "gone",
    };

    private static partial class Log
    {
        [LoggerMessage(2100, LogLevel.Debug, "share link {Link} was created for {Actor}", EventName = "LinkCreated")]
        public static partial void Created(ILogger logger, string link, string actor);

        [LoggerMessage(2101, LogLevel.Debug, "share link {Link} was changed for {Actor}", EventName = "LinkChanged")]
        public static partial void Changed(ILogger logger, string link, string actor);

        [LoggerMessage(2102, LogLevel.Information, "share link {Link} was revoked for {Actor}", EventName = "LinkRevoked")]
        public static partial void Revoked(ILogger logger, string link, string actor);

        [LoggerMessage(2103, LogLevel.Information, "share link {Link} reached its download limit", EventName = "LinkLimitReached")]
        public static partial void LimitReached(ILogger logger, string link);

        [LoggerMessage(2104, LogLevel.Information, "share link {Link} takes no passwords for now: too many wrong ones were tried", EventName = "LinkGuessesLimited")]
        public static partial void GuessesLimited(ILogger logger, string link);

        [LoggerMessage(2105, LogLevel.Debug, "access to share link {Link}: {Outcome}", EventName = "LinkAccessed")]
        public static partial void Accessed(ILogger logger, string link, string outcome);
    }
}

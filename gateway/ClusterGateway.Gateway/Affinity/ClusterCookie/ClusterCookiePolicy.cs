using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.Discovery;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// <c>ClusterCookie</c>: the client's cookie names its node, encrypted, so that every gateway follows it and nobody can choose a node.
/// Clients without a cookie are found in the placement memory, where the cluster uses it.
/// </summary>
internal sealed partial class ClusterCookiePolicy(
    TicketProtector protector, Placements memory, IClusterView view, AffinityMetrics metrics, ClusterName cluster,
    TimeProvider time, IOptions<AffinityOptions> options, ILogger<ClusterCookiePolicy> logger) : ISessionAffinityPolicy
{
    public const string PolicyName = "ClusterCookie";

    /// <summary>How long a request waits for the membership because its cookie names a node that nobody here knows.</summary>
    private static readonly TimeSpan RefreshPatience = TimeSpan.FromSeconds(2);

    public string Name => PolicyName;

    public async ValueTask<AffinityResult> FindAffinitizedDestinationsAsync(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations, CancellationToken cancellationToken)
    {
        var binding = BindingFeature.Of(context);
        var cookie = CookieHeader.Find(context.Request.Headers.Cookie, config.AffinityKeyName);
        binding.Ticket = cookie is null ? null : await ReadAsync(cookie, cluster, cancellationToken);
        binding.PlacementKey = cookie is null && PlacementUse.IsOn(cluster.Model.Config) ? memory.KeyOf(context, config) : null;
        binding.NodeId = binding.Ticket?.NodeId ?? (binding.PlacementKey is { } key ? memory.Find(key) : null);

        var bound = binding.NodeId is { } node ? await FindNodeAsync(node, binding.Ticket, cluster, destinations, cancellationToken) : null;
        metrics.Decided(binding, BindingDecision.Decide(cookie is not null, binding.NodeId, bound is not null));
        return bound is null ? new(null, AffinityStatus.AffinityKeyNotSet) : new(bound, AffinityStatus.OK);
    }

    public AffinityResult FindAffinitizedDestinations(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations) =>
        throw new NotSupportedException("YARP calls the asynchronous one");

    public void AffinitizeResponse(HttpContext context, ClusterState cluster, SessionAffinityConfig config, DestinationState destination)
    {
        // YARP asks for the response of a failed attempt, too; that node has not answered, so nobody is bound to it.
        if (context.Features.Get<IForwarderErrorFeature>() is not null)
        {
            return;
        }

        var binding = BindingFeature.Of(context);
        if (binding.PlacementKey is { } key)
        {
            memory.Remember(key, destination.DestinationId);
        }

        if (binding.Ticket is { } ticket && ticket.NodeId == destination.DestinationId)
        {
            memory.Returned(ticket.ClientId, memory.KeyOf(context, config), context.Connection.RemoteIpAddress, destination.DestinationId);
        }

        if (NextTicket(binding, cluster, destination) is { } next && protector.CanProtect)
        {
            context.Response.Cookies.Append(config.AffinityKeyName, protector.Protect(next), CookieOptionsOf(config.Cookie, context.Request.IsHttps));
            context.Response.Headers.CacheControl = CacheControl.Private(context.Response.Headers.CacheControl);
        }
    }

    /// <summary>What to write; null when the cookie that the client has is still right.</summary>
    private AffinityTicket? NextTicket(BindingFeature binding, ClusterState yarpCluster, DestinationState destination)
    {
        var now = time.GetUtcNow();
        if (binding.Ticket is not { } ticket)
        {
            return new AffinityTicket(cluster.Value, destination.DestinationId, AffinityTicket.NewClientId(), now, now);
        }

        if (ticket.NodeId != destination.DestinationId)
        {
            return ticket with { NodeId = destination.DestinationId, IssuedAt = now, LastSeen = now };
        }

        var lifetime = AffinityLifetime.Of(yarpCluster.Model.Config.Metadata, options.Value);
        return binding.RenewsCookie || lifetime.IsDueForRenewal(ticket, now) ? ticket with { LastSeen = now } : null;
    }

    private async ValueTask<AffinityTicket?> ReadAsync(string cookie, ClusterState yarpCluster, CancellationToken cancellationToken)
    {
        var ticket = await protector.UnprotectAsync(cookie, cancellationToken);
        return ticket is null || AffinityLifetime.Of(yarpCluster.Model.Config.Metadata, options.Value).HasEnded(ticket, time.GetUtcNow())
            ? null
            : ticket;
    }

    private async ValueTask<DestinationState?> FindNodeAsync(
        string node, AffinityTicket? ticket, ClusterState yarpCluster, IReadOnlyList<DestinationState> destinations, CancellationToken cancellationToken)
    {
        var found = Destinations.Find(destinations, node);
        if (found is not null || ticket is null || ClusterAddress.PoolOf(yarpCluster.Model.Config) != ClusterPool.Serving || view.Current.Nodes.ContainsKey(node))
        {
            return found;
        }

        await RefreshMembershipAsync(node, cancellationToken);
        return view.Current.Nodes.TryGetValue(node, out var state) && state.Admission.KeepsBound
            ? Destinations.Find(yarpCluster.DestinationsState.AllDestinations, node)
            : null;
    }

    private async Task RefreshMembershipAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            await view.RefreshMembershipAsync(cancellationToken).WaitAsync(RefreshPatience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException)
        {
            Log.NodeStayedUnknown(logger, node, exception.Message);
        }
    }

    private static CookieOptions CookieOptionsOf(SessionAffinityCookieConfig? config, bool isHttps) => new()
    {
        Path = config?.Path ?? "/",
        Domain = config?.Domain,
        HttpOnly = config?.HttpOnly ?? true,
        SameSite = config?.SameSite ?? SameSiteMode.Lax,
        Secure = (config?.SecurePolicy ?? CookieSecurePolicy.SameAsRequest) switch
        {
            CookieSecurePolicy.Always => true,
            CookieSecurePolicy.None => false,
            _ => isHttps,
        },
        MaxAge = config?.MaxAge ?? config?.Expiration,
    };

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Debug, "A cookie names the node '{Node}', which is unknown here; the membership could not be asked: {Reason}")]
        public static partial void NodeStayedUnknown(ILogger logger, string node, string reason);
    }
}

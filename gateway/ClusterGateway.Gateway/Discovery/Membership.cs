using System.Collections.Concurrent;
using System.Net;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>Reads the membership from every agent it knows, the seeds first of all, and lets the probes follow it.</summary>
internal sealed partial class Membership(
    IAgentClient agents, AgentList list, NodeProbes probes, GatewayOptions options, TimeProvider time, ILogger<Membership> logger) : IDisposable
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ConcurrentDictionary<Uri, bool> _foreign = new();
    private readonly ConcurrentDictionary<Uri, bool> _refusing = new();
    private long _lastRound;

    /// <summary>The configured name, or the one that the first agent told.</summary>
    public string? Cluster { get; private set; } = options.Name;

    /// <summary>Whether one round is over, whoever answered.</summary>
    public bool Known { get; private set; }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_lastRound == 0 || time.GetElapsedTime(_lastRound) >= AtMostEvery)
            {
                await RoundAsync(cancellationToken);
                _lastRound = time.GetTimestamp();
                Known = true;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(list.All.Select(agent => AskAsync(agent, cancellationToken)));
        if (MembershipDecision.Merge([.. answers.OfType<IReadOnlyList<NodeView>>()]) is { } members)
        {
            probes.Apply(members);
        }
    }

    private async Task<IReadOnlyList<NodeView>?> AskAsync(Uri agent, CancellationToken cancellationToken)
    {
        try
        {
            var members = await IsOursAsync(agent, cancellationToken) ? await agents.GetMembersAsync(agent, cancellationToken) : null;
            _refusing.TryRemove(agent, out _);
            return members;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            if (_refusing.TryAdd(agent, true))
            {
                Log.TokenRefused(logger, agent);
            }

            return null;
        }
        catch (HttpRequestException exception)
        {
            Log.AgentDoesNotAnswer(logger, agent, exception.Message);
            return null;
        }
    }

    private async Task<bool> IsOursAsync(Uri agent, CancellationToken cancellationToken)
    {
        var self = await agents.GetSelfAsync(agent, cancellationToken);
        Cluster ??= self.Cluster;
        if (self.Cluster == Cluster)
        {
            _foreign.TryRemove(agent, out _);
            return true;
        }

        if (_foreign.TryAdd(agent, true))
        {
            Log.ForeignCluster(logger, agent, self.Cluster, Cluster);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1200, LogLevel.Warning, "The agent {Agent} belongs to cluster '{Other}', not to '{Cluster}', and is ignored: check ClusterGateway:Name and ClusterGateway:Nodes")]
        public static partial void ForeignCluster(ILogger logger, Uri agent, string other, string cluster);

        [LoggerMessage(1201, LogLevel.Debug, "The agent {Agent} does not list the members: {Reason}")]
        public static partial void AgentDoesNotAnswer(ILogger logger, Uri agent, string reason);

        [LoggerMessage(1202, LogLevel.Warning, "The agent {Agent} refuses this gateway's token: check ClusterGateway:Tokens:Gateway here and there")]
        public static partial void TokenRefused(ILogger logger, Uri agent);
    }
}

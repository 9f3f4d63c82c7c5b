using System.Diagnostics.CodeAnalysis;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Retries;

namespace ClusterGateway.Gateway.Health;

/// <summary>Watches one node: asks its agent again and again, the application itself where the agent is silent, and publishes the verdict.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The source has no timer and no link: there is nothing to dispose.")]
internal sealed partial class NodeProbe(
    NodeView member, IAgentClient agents, ApplicationProbe application, RequestWatches watches, ClusterTracker state, GatewayOptions options,
    TimeProvider time, long gatewayStart, ILogger<NodeProbe> logger)
{
    /// <summary>Intervals between two questions because of the same requests; then a hung application is found in 5 s at the defaults.</summary>
    private const int NothingNew = 3;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NodeView _member = member;
    private volatile bool _connectFailed;
    private volatile bool _hangSuspected;
    private volatile bool _applicationSilent;
    private long _suspectedAt;
    private Ejection? _ejection;
    private SelfView? _self;
    private long _selfAt;
    private int _unanswered;
    private ApplicationAnswer? _application;
    private bool _served;
    private NodeState? _last;
    private Task _judging = Task.CompletedTask;
    private Task? _next;

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await JudgeAsync();
                await Task.Delay(Interval(), time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node is gone, or the gateway stops.
        }
    }

    /// <summary>Completes with the first verdict, whatever it is.</summary>
    public Task Seen => _seen.Task;

    public void Stop()
    {
        _stopping.Cancel();
        _seen.TrySetResult();
    }

    /// <summary>What the membership says of the node: its addresses always, the rest while its own agent is silent.</summary>
    public void Learn(NodeView member) => _member = member;

    public Task ReportConnectFailureAsync(CancellationToken cancellationToken)
    {
        if (!_connectFailed)
        {
            _connectFailed = true;
            lock (_lock)
            {
                Publish();
            }
        }

        return JudgeAsync().WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Has the node judged now, and the application asked besides the agent: once an interval while it answers (a request that just takes
    /// its time), more seldom when nothing has begun to wait since it was asked (long polls), again and again while it does not answer.
    /// </summary>
    /// <param name="since">Timestamp at which the newest of the requests that wait began to.</param>
    public void SuspectHang(long since)
    {
        var pause = options.Probing.Interval.Value * (since > _suspectedAt ? 1 : NothingNew);
        var again = _applicationSilent || _suspectedAt == 0 || time.GetElapsedTime(_suspectedAt) >= pause;
        if (!_hangSuspected && again)
        {
            (_hangSuspected, _suspectedAt) = (true, time.GetTimestamp());
            _ = JudgeAsync();
        }
    }

    /// <summary>See <see cref="IClusterView.Eject"/>.</summary>
    public void Eject(TimeSpan atMost)
    {
        lock (_lock)
        {
            _ejection = new Ejection(time.GetTimestamp(), atMost);
            Publish();
        }
    }

    /// <summary>A judgment that begins after this call. All who ask while one is running share the following one.</summary>
    private Task JudgeAsync()
    {
        lock (_lock)
        {
            return _next ??= AfterAsync(_judging);
        }
    }

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task mine;
        lock (_lock)
        {
            mine = _judging = ProbeAsync();
            _next = null;
        }

        await mine;
    }

    private async Task ProbeAsync()
    {
        var suspected = _connectFailed;
        var hangSuspected = _hangSuspected;
        var ejection = _ejection;
        var asked = time.GetTimestamp();
        var applicationAsked = suspected || hangSuspected || _applicationSilent || ejection is not null ? AskApplicationAsync() : null;
        var self = await AskAgentAsync();
        var unanswered = self is null ? _unanswered + 1 : 0;
        if (unanswered >= options.Probing.Silent || Evidence(self ?? _self, unanswered, answers: null).AgentRestarted)
        {
            applicationAsked ??= AskApplicationAsync();
        }

        var answers = applicationAsked is null ? null : await applicationAsked;
        lock (_lock)
        {
            if (self is not null)
            {
                (_self, _selfAt) = (self, asked);
            }

            (_unanswered, _application) = (unanswered, answers);
            _connectFailed &= !(suspected && answers == ApplicationAnswer.Good);
            _hangSuspected &= !hangSuspected;
            _applicationSilent = answers == ApplicationAnswer.None || (_applicationSilent && answers is null);
            if (ejection is not null && ejection.IsOver(time.GetElapsedTime(ejection.Since, asked), answers, options.Probing.Interval))
            {
                _ejection = null;
            }

            Publish();
        }
    }

    private async Task<SelfView?> AskAgentAsync()
    {
        try
        {
            var self = await agents.GetSelfAsync(new Uri(_member.Agent!), _stopping.Token);
            if (self.Id == _member.Id)
            {
                return self;
            }

            Log.AnotherNodeAnswers(logger, _member.Agent!, self.Id, _member.Id);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            Log.AgentDoesNotAnswer(logger, _member.Id, exception.Message);
        }

        return null;
    }

    /// <summary>What answers users is slow, perhaps, but not down: on a busy machine they may be faster than the question.</summary>
    private async Task<ApplicationAnswer?> AskApplicationAsync()
    {
        if (AddressOf() is not { } address)
        {
            return null;
        }

        var asked = watches.Now;
        var answer = await application.AskAsync(address, _stopping.Token);
        return answer == ApplicationAnswer.None && watches.LastAnswerOf(_member.Id) > asked ? ApplicationAnswer.Good : answer;
    }

    private Uri? AddressOf() => Uri.TryCreate(_self?.Address ?? _member.Address, UriKind.Absolute, out var address) ? address : null;

    /// <summary>Under the lock, so that an older judgment never follows a newer one; nothing after the node was removed.</summary>
    private void Publish()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        var silent = _unanswered >= options.Probing.Silent;
        var verdict = NodeHealthDecision.Decide(Evidence(_self, _unanswered, _application), options.Probing.Silent);
        var source = silent || _self is null ? _member : _self;
        var decided = AdmissionDecision.Decide(verdict.Health, source.AdministrativeState, source.Tags);
        var admission = _connectFailed || _ejection is not null ? decided with { Tier = PlacementTier.Never } : decided;
        var next = new NodeState
        {
            Id = _member.Id,
            Agent = new Uri(_member.Agent!),
            Address = AddressOf(),
            AdministrativeState = source.AdministrativeState,
            Health = verdict.Health,
            Admission = admission,
            AgentSilent = silent,
            ApplicationSilent = _applicationSilent,
            Weight = source.Weight,
            Warmth = (_last?.Warmth ?? default).Next(verdict.Health, WasInSight(), admission.Tier, time.GetTimestamp()),
            Route = source.Route,
            Tags = source.Tags,
            Drain = source.Drain,
            Reason = verdict.Reason,
            Self = _self,
            SelfAt = _selfAt,
        };
        LogChange(next);
        _served |= next.Admission.KeepsBound;
        _last = next;
        state.Set(next);
        _seen.TrySetResult();
    }

    /// <summary>Whether this gateway could have seen the node in service: otherwise what it sees first is no absence.</summary>
    private bool WasInSight() => _served || (_self is not null && time.GetElapsedTime(gatewayStart) > Warmth.ColdStart);

    private NodeEvidence Evidence(SelfView? self, int unanswered, ApplicationAnswer? answers) =>
        new(self, unanswered, _connectFailed, answers is null ? null : answers == ApplicationAnswer.Good, KeptBound: _last?.Admission.KeepsBound == true);

    private void LogChange(NodeState next)
    {
        if (_last is null || _last.Health != next.Health || _last.AdministrativeState != next.AdministrativeState)
        {
            Log.NodeChanged(logger, next.Id, next.Health, next.AdministrativeState, next.Reason);
        }
    }

    /// <summary>The primary is asked at least twice in each renewal; everybody is asked more often while there is no primary.</summary>
    private TimeSpan Interval()
    {
        TimeSpan interval = options.Probing.Interval;
        var primary = state.Current.Primary;
        if (primary is null)
        {
            return interval / 4;
        }

        // Renewal is at most three eighths of the margin in every profile of ours.
        return primary.NodeId == _member.Id
            ? TimeSpan.FromSeconds(Math.Clamp(_self!.LeaseMargin / 6, 0.05, interval.TotalSeconds / 2))
            : interval;
    }

    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Information, "Node {Node} is {Health}, {AdministrativeState}: {Reason}")]
        public static partial void NodeChanged(
            ILogger logger, string node, NodeHealth health, Contracts.Nodes.AdministrativeState administrativeState, string reason);

        [LoggerMessage(1101, LogLevel.Debug, "The agent of node {Node} does not answer: {Reason}")]
        public static partial void AgentDoesNotAnswer(ILogger logger, string node, string reason);

        [LoggerMessage(1102, LogLevel.Warning, "At {Agent} node {Other} answers, where node {Node} should: check Node:Advertise of both agents")]
        public static partial void AnotherNodeAnswers(ILogger logger, string agent, string other, string node);
    }
}

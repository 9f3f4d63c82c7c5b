using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>A check and what is known of it.</summary>
internal sealed record CheckStatus(string Name, CheckImpact Impact)
{
    public CheckState State { get; init; }

    public CheckResult? Last { get; init; }

    public DateTimeOffset? LastRun { get; init; }

    /// <summary>What the last result tells the administrator; none while a failure has not yet reached its threshold.</summary>
    public WarningView? Warning => (State.Passing, Last) switch
    {
        (false, { Passed: false } last) => last.Warning ?? General(last),
        (true, { Passed: true } last) => last.Warning,
        _ => null,
    };

    public CheckView View => new(Name, Impact, State.Passing, LastRun, Last?.Output);

    private WarningView? General(CheckResult last) =>
        Impact == CheckImpact.Warning ? new WarningView(WarningCodes.CheckFailing, $"check '{Name}' fails: {last.Output}") : null;
}

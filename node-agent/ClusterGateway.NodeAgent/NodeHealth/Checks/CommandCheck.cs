using ClusterGateway.NodeAgent.Processes;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Starts a program; exit code 0 passes. At the timeout it is killed with everything it started.</summary>
internal sealed class CommandCheck(string name, IReadOnlyList<string> command, string nodeId) : INodeCheck
{
    public string Type => CheckTypes.Command;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var ended = await ProgramRun.RunAsync(command, [new("CLUSTERGATEWAY_NODE", nodeId)], CheckResult.MaxOutput, cancellationToken);
        var said = $"{ended.Output} {ended.Error}".Trim();
        return ended.ExitCode == 0
            ? CheckResult.Pass(said)
            : CheckResult.Fail($"exit code {ended.ExitCode}{(said.Length == 0 ? "" : ": ")}{said}");
    }
}

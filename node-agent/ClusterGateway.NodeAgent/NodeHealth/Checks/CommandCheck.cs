namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Starts a program; exit code 0 passes. At the timeout it is killed with everything it started.</summary>
internal sealed class CommandCheck(string name, IReadOnlyList<string> command, string nodeId) : INodeCheck
{
    public string Type => CheckTypes.Command;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var run = await CommandRun.OfAsync(command, nodeId, cancellationToken);
        return run.ExitCode == 0 ? CheckResult.Pass(run.Said) : CheckResult.Fail(run.Failure);
    }
}

using LocalCluster.Options;
using LocalCluster.Planning;
using LocalCluster.Processes;
using LocalCluster.Records;
using LocalCluster.Secrets;
using LocalCluster.Watching;

namespace LocalCluster;

/// <summary>The cluster while it lives: comes up, is announced, is followed.</summary>
internal sealed class ClusterLife(
    ClusterOptions options, ClusterPlan plan, ClusterSecrets secrets, ClusterFile file, Children children, LineOutput output)
    : IDisposable
{
    private readonly ClusterProbe _probe = new(secrets.Admin);
    private ClusterWatch? _watch;

    /// <summary>Returns when the cluster is ready and has been announced. A child that dies before that ends the run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        output.Say($"starting {Count(plan.Gateways.Count, "gateway")} and {Count(plan.Nodes.Count, "node")} on {options.Store}, data in {options.Data}");
        if (!Spawner.IsWatertight)
        {
            output.Say("setsid or setpriv is missing: should this program be killed with SIGKILL, its children stay");
        }

        var dead = new TaskCompletionSource<Child>(TaskCreationOptions.RunContinuationsAsynchronously);
        children.Died += child => dead.TrySetResult(child);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = StartChildrenAsync(enough.Token);
        if (!options.Restart && await Task.WhenAny(ready, dead.Task) == dead.Task)
        {
            await enough.CancelAsync();
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var child = await dead.Task;
            throw new ClusterFailure($"{child.Plan.Label} ended before the cluster was ready; its log is {child.Plan.Name}.log in {options.Data}/logs.");
        }

        await ready;
        Announce();
    }

    /// <summary>Says every change of the cluster until told to stop.</summary>
    public Task FollowAsync(CancellationToken cancellationToken) => _watch!.FollowAsync(cancellationToken);

    public void Dispose() => _probe.Dispose();

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private async Task StartChildrenAsync(CancellationToken cancellationToken)
    {
        using var pace = new StartPace(_probe, TimeProvider.System);
        foreach (var node in plan.Nodes)
        {
            await pace.StartAsync(node, () => StartAsync(node.Children), cancellationToken);
        }

        await StartAsync(plan.GatewayChildren);
        _watch = new ClusterWatch(plan, _probe, output, TimeProvider.System);
        await _watch.UntilReadyAsync(cancellationToken);
    }

    private async Task StartAsync(IEnumerable<ChildPlan> plans)
    {
        foreach (var child in plans)
        {
            await children.StartAsync(child);
        }
    }

    private void Announce()
    {
        file.Write(children.PidOf);
        children.Restarted += _ => file.Write(children.PidOf);
        var gateway = plan.Gateways[0];
        if (plan.Nodes.Any(node => node.Application is not null))
        {
            output.Say($"users:          {gateway.Url}  ({string.Join(", ", secrets.Demo.Users.Select(Describe))})");
            output.Say($"administration: {gateway.Url}/admin  ({Describe(secrets.Demo.Admin)})");
        }

        output.Say($"dashboard:      {gateway.Management}  (sign in with the token in {secrets.AdminFile})");
        output.Say($"operations:     {plan.Control} status");
        output.Say($"for programs:   {Path.Combine(options.Data, "cluster.json")}; logs are beside it. Ctrl-C stops the cluster.");
        output.WriteLine($"READY {gateway.Url}");
    }

    private static string Describe(DemoUser user) => $"{user.Name} / {user.Password}";
}

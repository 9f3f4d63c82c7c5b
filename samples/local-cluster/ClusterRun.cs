using LocalCluster.Options;
using LocalCluster.Planning;
using LocalCluster.Processes;
using LocalCluster.Records;
using LocalCluster.Secrets;

namespace LocalCluster;

/// <summary>One run of the cluster, from the checks before it to the last child's end.</summary>
internal static class ClusterRun
{
    public static async Task<int> RunAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var atOnce = new CancellationTokenSource();
        using var signals = new StopSignals(stop, atOnce);
        await using var output = new LineOutput(Console.Out);
        try
        {
            await RunAsync(options, output, stop.Token, atOnce.Token);
            return ExitCodes.Done;
        }
        catch (ClusterFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failed;
        }
    }

    private static async Task RunAsync(ClusterOptions options, LineOutput output, CancellationToken stop, CancellationToken atOnce)
    {
        var programs = Programs.Find();
        if (programs.Missing.FirstOrDefault() is { } missing)
        {
            throw new ClusterFailure($"{missing} is missing: build the solution, or start with run.sh, which does.");
        }

        var layout = new DataLayout(options.Data);
        layout.Create([]);
        using var ours = Claim(layout);
        if (PortPlan.CheckFree(PortPlan.Of(options)).ToList() is { Count: > 0 } taken)
        {
            throw new ClusterFailure(string.Join(Environment.NewLine, taken));
        }

        var secrets = new SecretFolder(layout.Secrets).Prepare();
        var plan = ClusterPlan.Of(options, layout, programs, secrets, InheritedEnvironment.Read());
        layout.Create([.. plan.Gateways.Select(gateway => gateway.Id), .. plan.Nodes.Select(node => node.Id)]);
        PrivateFile.Write(layout.GatewayConfiguration, GatewayConfiguration.Json);
        DemoDocuments.Write(layout.Documents);
        var file = new ClusterFile(layout, plan, secrets, TimeProvider.System);
        file.Delete();

        using var children = new Children(layout.Logs, options.Restart, output, TimeProvider.System);
        try
        {
            using var life = new ClusterLife(options, plan, secrets, file, children, output);
            await LiveAsync(life, stop);
        }
        finally
        {
            output.Say("stopping");
            await children.StopAsync(plan.GatewayChildren, atOnce);
            file.Delete();
            output.Say("stopped");
        }
    }

    private static async Task LiveAsync(ClusterLife life, CancellationToken stop)
    {
        try
        {
            await life.StartAsync(stop);
            await life.FollowAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    // Two clusters on one directory would share node ids, state and logs.
    private static FileStream Claim(DataLayout layout)
    {
        try
        {
            return new FileStream(layout.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new ClusterFailure($"Another cluster runs on {layout.Data}: stop it, or choose another --data.");
        }
    }
}

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>Runs every check in a loop of its own, so that a slow one delays only itself.</summary>
internal sealed partial class NodeHealthWorker(
    CheckPlan plan, CheckFactory factory, NodeHealthTracker tracker, TimeProvider time, ILogger<NodeHealthWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(plan.Checks.Select((check, index) => Task.Run(() => RunAsync(check, index, stoppingToken), stoppingToken)));

    private async Task RunAsync(PlannedCheck planned, int index, CancellationToken stoppingToken)
    {
        var runner = new CheckRunner(factory.Create(planned), planned.Options.EffectiveTimeout(), time);
        using var timer = new PeriodicTimer(planned.Options.EffectiveInterval(), time);
        do
        {
            var result = await runner.RunAsync(stoppingToken);
            Log.Ran(logger, planned.Name, result.Passed, result.Output);
            tracker.Report(index, result);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Debug, "check {Name} ran, passed: {Passed}: {Output}", EventName = "CheckRan")]
        public static partial void Ran(ILogger logger, string name, bool passed, string output);
    }
}

using System.Collections.Concurrent;
using LocalCluster.Planning;

namespace LocalCluster.Processes;

/// <summary>All children: starts them, says when one dies, and stops them in order.</summary>
internal sealed class Children(string logDirectory, bool restart, LineOutput output, TimeProvider time) : IDisposable
{
    /// <summary>Gateways go first, so that no new request comes while the nodes leave.</summary>
    private static readonly TimeSpan GatewayGrace = TimeSpan.FromSeconds(3);

    /// <summary>From the beginning; what runs then is killed. All must be over in 10 s.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly Spawner _spawner = new();
    private readonly ConcurrentDictionary<string, Child> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>A child died and was not told to.</summary>
    public event Action<Child>? Died;

    /// <summary>A child that had died runs again.</summary>
    public event Action<Child>? Restarted;

    public int? PidOf(string name) => _running.TryGetValue(name, out var child) ? child.Pid : null;

    public async Task<Child> StartAsync(ChildPlan plan)
    {
        var child = await Child.StartAsync(plan, logDirectory, _spawner, output);
        _running[plan.Name] = child;
        // It stays reachable through the dictionary; its failures are told by the events.
        _ = WatchAsync(child);
        if (_stopping.IsCancellationRequested)
        {
            child.Kill();
        }

        return child;
    }

    /// <summary>Asks everybody to stop, gateways first, and kills what has not after the grace. Within 10 s.</summary>
    public async Task StopAsync(IEnumerable<ChildPlan> gateways, CancellationToken atOnce)
    {
        await _stopping.CancelAsync();
        var first = gateways.Select(plan => _running.GetValueOrDefault(plan.Name)).OfType<Child>().ToList();
        var rest = _running.Values.Except(first).ToList();
        var begin = time.GetTimestamp();
        await AskAsync(first, GatewayGrace, atOnce);
        await AskAsync(rest, Grace - time.GetElapsedTime(begin), atOnce);
        await WaitAsync(first, Grace - time.GetElapsedTime(begin), atOnce);
        KillAll();
        await WaitAsync(_running.Values, KillGrace, CancellationToken.None);
    }

    public void KillAll()
    {
        foreach (var child in _running.Values.Where(child => child.IsRunning))
        {
            child.Kill();
        }
    }

    public void Dispose()
    {
        KillAll();
        _stopping.Dispose();
    }

    private async Task AskAsync(IReadOnlyCollection<Child> children, TimeSpan grace, CancellationToken atOnce)
    {
        foreach (var child in children.Where(child => child.IsRunning))
        {
            child.AskToStop();
        }

        await WaitAsync(children, grace, atOnce);
    }

    private async Task WaitAsync(IEnumerable<Child> children, TimeSpan grace, CancellationToken atOnce)
    {
        if (grace > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(atOnce);
            await Task.WhenAny(Task.WhenAll(children.Select(child => child.Exited)), Task.Delay(grace, time, enough.Token));
            await enough.CancelAsync();
        }
    }

    private async Task WatchAsync(Child child)
    {
        var code = await child.Exited;
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        output.Say($"{child.Plan.Label} (pid {child.Pid}) ended with exit code {code}{Explain(code)}{(restart ? "; it is started again" : "")}");
        Died?.Invoke(child);
        if (restart)
        {
            await RestartAsync(child.Plan);
        }
    }

    private async Task RestartAsync(ChildPlan plan)
    {
        try
        {
            await Task.Delay(RestartDelay, time, _stopping.Token);
            Restarted?.Invoke(await StartAsync(plan));
        }
        catch (OperationCanceledException)
        {
            // Stopping: nothing is started again.
        }
        catch (ClusterFailure failure)
        {
            output.Say(failure.Message);
        }
    }

    private static string Explain(int code) => code > 128 ? $" (signal {code - 128})" : "";
}

using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>
/// The gateway beside plain YARP, nginx and HAProxy: the same origins, load generator and cores. All run at once and idle, except the one
/// whose turn it is; in each round each has its turn, so that whatever else the machine does meets all of them.
/// </summary>
/// <param name="rate">Of the traffic at a rate, in requests a second; null for half of what the gateway reaches, or else the first proxy.</param>
internal sealed class GatewayScenario(TimeSpan duration, int rounds, double? rate, IReadOnlyList<string> proxies, IReadOnlyList<Workload> workloads)
{
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Uri>, Task<IProxy>>> Proxies = new Dictionary<string, Func<IReadOnlyList<Uri>, Task<IProxy>>>
    {
        ["clustergateway"] = OwnGateway.StartAsync,
        ["yarp-same"] = YarpProxy.AsTheGatewayShipsAsync,
        ["yarp-untraced"] = YarpProxy.UntracedAsync,
        ["yarp-template"] = YarpProxy.AsTheTemplateShipsAsync,
        ["yarp-as-created"] = YarpProxy.AsCreatedAsync,
        ["nginx"] = NginxProxy.StartAsync,
        ["haproxy"] = HaProxyProxy.StartAsync,
    };

    /// <summary>On demand only: what a particular question needs, and not on the page.</summary>
    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Uri>, Task<IProxy>>> OnDemand = new Dictionary<string, Func<IReadOnlyList<Uri>, Task<IProxy>>>
    {
        ["raw"] = YarpProxy.RawAsync,
        ["clustergateway-otlp"] = origins => ExportingGateway.StartAsync(origins, share: 1),
        ["clustergateway-otlp-1%"] = origins => ExportingGateway.StartAsync(origins, share: 0.01),
    };

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Saturated = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, string> _cookies = [];
    private double _rate = rate ?? 0;

    /// <param name="measured">Called with each run as soon as it is over.</param>
    public async Task RunAsync(Action<ProxyMeasurement> measured)
    {
        await using var origins = await Origins.StartAsync();
        var running = new List<IProxy>();
        try
        {
            foreach (var name in proxies)
            {
                running.Add(await (Proxies.GetValueOrDefault(name) ?? OnDemand[name])(origins.All));
            }

            foreach (var proxy in running)
            {
                _cookies[proxy.Name] = await Cookies.CollectAsync(proxy.Url);
                await Workload.All[0].RunAsync(proxy, _cookies[proxy.Name], WarmUp, 0);
            }

            await FindRateAsync(running);
            await MeasureAsync(running, measured);
        }
        finally
        {
            foreach (var proxy in running)
            {
                await proxy.DisposeAsync();
            }

            foreach (var file in _cookies.Values)
            {
                File.Delete(file);
            }
        }
    }

    private async Task FindRateAsync(List<IProxy> running)
    {
        // All of them, though one rate counts: they are as warm as each other afterwards.
        var own = running.Find(proxy => proxy.Name == "clustergateway") ?? running[0];
        foreach (var proxy in running)
        {
            var saturated = await Workload.All[0].RunAsync(proxy, _cookies[proxy.Name], Saturated, 0);
            _rate = proxy != own ? _rate : rate ?? saturated.Rate / 2;
        }
    }

    private async Task MeasureAsync(List<IProxy> running, Action<ProxyMeasurement> measured)
    {
        foreach (var workload in workloads)
        {
            foreach (var proxy in running)
            {
                await RunAsync(proxy, workload, TimeSpan.FromSeconds(1));
            }

            for (var round = 0; round < rounds; round++)
            {
                foreach (var proxy in running)
                {
                    measured(await RunAsync(proxy, workload, workload.Duration(duration)));
                }
            }
        }
    }

    private async Task<ProxyMeasurement> RunAsync(IProxy proxy, Workload workload, TimeSpan time)
    {
        var before = ProcessorTime.SecondsOf(proxy.ProcessId);
        var load = await workload.RunAsync(proxy, _cookies[proxy.Name], time, _rate);
        var used = ProcessorTime.SecondsOf(proxy.ProcessId) - before;
        return new ProxyMeasurement(workload.Name, proxy.Name, load, used * 1e6 / Math.Max(load.Requests, 1), ProcessMemory.MegabytesOf([proxy.ProcessId]));
    }
}

using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Benchmarks.State;

/// <summary>The shared services through one agent, beside the raw store on the same machine in the same run.</summary>
internal sealed class StateScenario(TimeSpan duration, IReadOnlyList<int> clients, IReadOnlyList<string> stores, IReadOnlyList<Operation> operations)
{
    public static readonly IReadOnlyDictionary<string, Func<Task<IRawStore>>> Stores = new Dictionary<string, Func<Task<IRawStore>>>
    {
        ["postgresql"] = async () => new RawPostgres(await PostgresServer.CreateAsync()),
        ["redis"] = async () => new RawRedis(await RedisServer.CreateAsync()),
        ["sqlite"] = () => Task.FromResult<IRawStore>(new RawSqlite()),
    };

    /// <param name="measured">Called with each line as soon as it is known.</param>
    public async Task RunAsync(Action<Measurement> measured)
    {
        foreach (var name in stores)
        {
            await using var store = await Stores[name]();
            await using var agent = await AgentUnderLoad.StartAsync(store);
            await store.PrepareAsync();
            await agent.PrepareAsync(links: operations.Contains(Operation.Resolve));
            await WarmUpAsync(agent);
            foreach (var operation in operations)
            {
                foreach (var count in clients)
                {
                    measured(await MeasureAsync(store, agent, operation, count));
                }
            }
        }
    }

    /// <summary>So that the compiler has done its work.</summary>
    private async Task WarmUpAsync(AgentUnderLoad agent)
    {
        foreach (var operation in operations)
        {
            await LoadAsync(agent, operation, 16, TimeSpan.FromSeconds(3));
        }
    }

    private async Task<Measurement> MeasureAsync(IRawStore store, AgentUnderLoad agent, Operation operation, int count)
    {
        var (raw, rawCpu, _) = await WithCpuAsync(() => store.RunAsync(operation, count, duration), store.ServerId, null);
        var (own, storeCpu, agentCpu) = await WithCpuAsync(() => LoadAsync(agent, operation, count, duration), store.ServerId, agent.Id);
        return new Measurement(store.Provider, operation, count, own, raw, agentCpu ?? 0, storeCpu, rawCpu);
    }

    private static async Task<(LoadResult Result, double? First, double? Second)> WithCpuAsync(Func<Task<LoadResult>> run, int? first, int? second)
    {
        var start = TimeProvider.System.GetTimestamp();
        var (firstBefore, secondBefore) = (Seconds(first), Seconds(second));
        var result = await run();
        var elapsed = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return (result, (Seconds(first) - firstBefore) / elapsed, (Seconds(second) - secondBefore) / elapsed);
    }

    private static double? Seconds(int? process) => process is { } id ? ProcessorTime.SecondsOf(id) : null;

    private static Task<LoadResult> LoadAsync(AgentUnderLoad agent, Operation operation, int count, TimeSpan duration) => Wrk.RunAsync(
        "State/state.lua", agent.Url, count, duration, NameOf(operation), AgentUnderLoad.Token, Guid.NewGuid().ToString("N")[..16], agent.LinkTokens);

    /// <summary>As the script names it.</summary>
    private static string NameOf(Operation operation) => operation == Operation.LockUnlock ? "lock-unlock" : operation.ToString().ToLowerInvariant();
}

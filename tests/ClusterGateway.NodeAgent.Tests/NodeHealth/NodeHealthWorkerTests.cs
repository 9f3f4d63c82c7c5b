using System.Globalization;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

/// <summary>The whole feature as the host registers it, against a real application.</summary>
public sealed class NodeHealthWorkerTests : IAsyncDisposable
{
    private readonly PingStore _store = new(TimeProvider.System);
    private readonly string _address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Worker_ApplicationComesAndGoes_HealthFollows()
    {
        using var agent = await StartAgentAsync();
        await BecomesAsync(agent, Health.Unhealthy);
        await using (await StartApplicationAsync())
        {
            await BecomesAsync(agent, Health.Healthy);
        }

        var down = await BecomesAsync(agent, Health.Unhealthy);
        Assert.StartsWith("check 'application' fails: ", down.Reason, StringComparison.Ordinal);
        await agent.StopAsync();
    }

    [Fact]
    public async Task Worker_StoreAwayFromTheStart_NodeStillServes()
    {
        _store.Away = true;
        await using var application = await StartApplicationAsync();
        using var agent = await StartAgentAsync();
        await BecomesAsync(agent, Health.Degraded);

        _store.Away = false;

        await BecomesAsync(agent, Health.Healthy);
        await agent.StopAsync();
    }

    [Fact]
    public async Task StopAsync_CommandRuns_LeavesNoProcess()
    {
        var directory = Directory.CreateTempSubdirectory("worker-stop-");
        var pid = Path.Combine(directory.FullName, "pid");
        using var agent = await StartAgentAsync(
            ("hanging:Type", "command"), ("hanging:Timeout", "60s"), ("hanging:Command:0", "/bin/sh"), ("hanging:Command:1", "-c"),
            ("hanging:Command:2", $"echo $$ > '{pid}.new'; mv '{pid}.new' '{pid}'; exec sleep 600"));
        await Eventually.TrueAsync(() => File.Exists(pid), "the command wrote its process id");
        var process = "/proc/" + (await File.ReadAllTextAsync(pid)).Trim();
        Assert.True(Directory.Exists(process));

        await agent.StopAsync();

        await Eventually.TrueAsync(() => !Directory.Exists(process), "the command was gone");
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Worker_OneCheckHangs_TheOthersGoOn()
    {
        await using var application = await StartApplicationAsync();
        using var agent = await StartAgentAsync(
            ("hanging:Type", "command"), ("hanging:Impact", "degraded"), ("hanging:Timeout", "60s"),
            ("hanging:Command:0", "/bin/sleep"), ("hanging:Command:1", "600"),
            ("portal:Type", "http"), ("portal:Interval", "100ms"));
        var health = agent.Services.GetRequiredService<INodeHealth>();
        await BecomesAsync(agent, Health.Healthy);
        var ran = Portal(health).LastRun;

        await Eventually.TrueAsync(() => Portal(health).LastRun > ran, "the portal was checked again");

        Assert.Null(health.Current.Checks.Single(c => c.Name == "hanging").Passing);
        await agent.StopAsync();
    }

    private static Contracts.Nodes.CheckView Portal(INodeHealth health) => health.Current.Checks.Single(c => c.Name == "portal");

    private static async Task<NodeHealthSnapshot> BecomesAsync(IHost agent, Health expected)
    {
        var health = agent.Services.GetRequiredService<INodeHealth>();
        await Eventually.TrueAsync(() => health.Current.Health == expected, $"the node became {expected}");
        return health.Current;
    }

    private async Task<IHost> StartAgentAsync(params (string Key, string Value)[] checks)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            checks.Select(c => KeyValuePair.Create($"ClusterGateway:Node:Checks:{c.Key}", (string?)c.Value)));
        builder.Services.AddSingleton<IClusterStore>(_store);
        builder.Services.AddSingleton(new NodeHealthContext("node1", new Uri(_address)));
        builder.Services.AddNodeHealth();
        var agent = builder.Build();
        await agent.StartAsync();
        return agent;
    }

    private async Task<WebApplication> StartApplicationAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add(_address);
        application.MapGet("/", () => "hello");
        await application.StartAsync();
        return application;
    }
}

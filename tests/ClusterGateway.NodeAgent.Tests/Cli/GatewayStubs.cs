using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.Cli;

/// <summary>
/// Gateways as agents and clusterctl see them: they report, and answer on a management interface what an agent knows. The real ones are tested
/// with whole clusters; here their mistakes are planted.
/// </summary>
internal sealed class GatewayStubs : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly List<WebApplication> _servers = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _reporting = Task.CompletedTask;

    public GatewayStub First { get; private set; } = null!;

    public static async Task<GatewayStubs> StartAsync(AgentCluster cluster, int count)
    {
        var stubs = new GatewayStubs();
        var urls = new List<(string Id, string Url)>();
        for (var i = 1; i <= count; i++)
        {
            var stub = new GatewayStub($"gateway{i}", cluster.Agents[0]);
            stubs.First = i == 1 ? stub : stubs.First;
            urls.Add((stub.Id, await stubs.ServeAsync(stub)));
        }

        await stubs.ReportAsync(cluster.Agents[0], urls);
        stubs._reporting = stubs.KeepReportingAsync(cluster.Agents[0], urls);
        return stubs;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task<string> ServeAsync(GatewayStub stub)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.MapGet("/readyz", () => stub.NotReady is { } reason ? Results.Text(reason, statusCode: 503) : Results.Text("ready"));
        server.MapGet("/api/v1/cluster", async () =>
        {
            if (stub.RefusesToken)
            {
                var problem = new ProblemView(ProblemTypes.Prefix + ProblemTypes.Unauthorized, "the token is not accepted", 401);
                return Results.Json(problem, ContractsJson.Default.ProblemView, ProblemTypes.ContentType, 401);
            }

            var members = await stub.Agent.MembersAsync();
            var leader = await stub.Agent.LeaderAsync();
            var status = new ClusterStatusView("test", leader?.Term ?? 0, leader?.NodeId, Paused: false, new StoreStatusView("memory", true), [], members.Items, []);
            return Results.Json(stub.Change(status), ContractsJson.Default.ClusterStatusView);
        });
        server.Urls.Add($"http://127.0.0.1:{FreePort.Next()}");
        await server.StartAsync();
        _servers.Add(server);
        return server.Urls.First();
    }

    private async Task KeepReportingAsync(AgentHost agent, IReadOnlyList<(string Id, string Url)> gateways)
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Interval, TimeProvider.System, _stop.Token);
            await ReportAsync(agent, gateways);
        }
    }

    private async Task ReportAsync(AgentHost agent, IReadOnlyList<(string Id, string Url)> gateways)
    {
        using var http = agent.Client(AgentHost.Gateway);
        foreach (var (id, url) in gateways)
        {
            using var content = JsonContent.Create(new GatewayReport { Url = url, Management = url }, ContractsJson.Default.GatewayReport);
            using var response = await http.PutAsync(new Uri($"/v1/gateways/{id}", UriKind.Relative), content, _stop.Token);
        }
    }
}

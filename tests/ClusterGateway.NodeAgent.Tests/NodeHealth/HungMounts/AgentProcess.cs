using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.HungMounts;

/// <summary>An agent in a process of its own, on SQLite, with a pool that has no threads to lose.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private const string Token = "token-of-the-tests-0123456789";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("agent-process-");
    private readonly HttpClient _http;

    private AgentProcess(IEnumerable<(string Key, string Value)> checks, IEnumerable<(string Key, string Value)> further)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        _http = new HttpClient { BaseAddress = new Uri(url) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        (string Key, string Value)[] settings =
        [
            ("Node:Id", "node1"), ("Node:Application", url), ("DataDirectory", _data.FullName), ("Leadership:HandOver", "60s"),
            ("Store:Connection", $"Data Source={_data.FullName}/store.db"),
            ("Tokens:Admin", Token), ("Tokens:Gateway", Token + "g"), ("Tokens:Agent", Token + "a"),
            .. checks.Select(c => ($"Node:Checks:{c.Key}", c.Value)), .. further,
        ];
        Process = ChildProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "node-agent.dll"), $"--Urls={url}", .. settings.Select(s => $"--ClusterGateway:{s.Key}={s.Value}")],
            environment: new Dictionary<string, string> { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "4" });
    }

    public ChildProcess Process { get; }

    /// <param name="checks">Settings below <c>Node:Checks</c>.</param>
    /// <param name="further">Settings below <c>ClusterGateway</c>.</param>
    public static async Task<AgentProcess> StartAsync(
        IEnumerable<(string Key, string Value)> checks, params IEnumerable<(string Key, string Value)> further)
    {
        var agent = new AgentProcess(checks, further);
        await Eventually.TrueAsync(agent.AnswersAsync, "the agent answered", TimeSpan.FromSeconds(60));
        return agent;
    }

    public async Task<CheckView> CheckAsync(string name) => (await ChecksAsync()).Single(c => c.Name == name);

    public async Task<IReadOnlyList<CheckView>> ChecksAsync() =>
        (await _http.GetFromJsonAsync("/v1/self", ContractsJson.Default.SelfView))!.Checks;

    public async Task<IReadOnlyList<EventView>> EventsAsync() =>
        (await _http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items;

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _http.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.False(Process.HasExited, Process.Output);
        try
        {
            return (await ChecksAsync()).Count > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

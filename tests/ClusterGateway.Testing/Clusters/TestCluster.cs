using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Clusters;

/// <summary>
/// A complete cluster of real processes, as run.sh starts it, in a directory and on ports of its own. What a test kills it can start
/// again; disposing ends everything.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly ChildProcess _launcher;
    private readonly string _directory;
    private readonly HttpClient _http = new();
    private readonly List<ChildProcess> _restarted = [];
    private readonly Dictionary<string, int> _pids = [];

    private readonly IReadOnlyDictionary<string, string> _agentEnvironment;

    private TestCluster(ChildProcess launcher, string directory, ClusterFile file, IReadOnlyDictionary<string, string> agentEnvironment)
    {
        _agentEnvironment = agentEnvironment;
        _launcher = launcher;
        _directory = directory;
        File = file;
        foreach (var node in file.Nodes)
        {
            _pids[AgentOf(node)] = node.AgentPid;
            _pids[ApplicationOf(node)] = node.AppPid ?? 0;
        }

        for (var i = 0; i < file.Gateways.Count; i++)
        {
            _pids[GatewayName(i)] = file.Gateways[i].Pid;
        }
    }

    public ClusterFile File { get; }

    public Uri Url => File.Gateways[0].Url;

    /// <summary>Everything that the launcher printed, the children's logs among it.</summary>
    public string Output => _launcher.Output;

    public static async Task<TestCluster> StartAsync(TestClusterOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("clustergateway-").FullName;
        var launcher = ChildProcess.Start("dotnet", Arguments(options, directory), directory: RepositoryRoot.Path, environment: options.Environment);
        try
        {
            await Eventually.TrueAsync(
                () => launcher.HasExited || launcher.Output.Contains("READY http", StringComparison.Ordinal), "the cluster was READY", options.ReadyWithin);
        }
        catch (TimeoutException exception)
        {
            await launcher.DisposeAsync();
            throw new TimeoutException($"{exception.Message}\n{launcher.Output}", exception);
        }

        if (launcher.HasExited)
        {
            throw new InvalidOperationException($"the cluster ended with code {launcher.ExitCode} before it was READY:\n{launcher.Output}");
        }

        var cluster = new TestCluster(launcher, directory, ClusterFile.Read(Path.Combine(directory, "cluster.json")), options.AgentEnvironment);
        foreach (var node in options.AgentEnvironment.Count == 0 ? [] : cluster.File.Nodes)
        {
            await cluster.KillAgentAsync(node.Id);
            await cluster.StartAgentAsync(node.Id);
        }

        return cluster;
    }

    public ClusterFile.Node Node(string id) => File.Nodes.Single(node => node.Id == id);

    public int Pid(string name) => _pids[name];

    public Task<ClusterStatusView> StatusAsync(int gateway = 0) =>
        AskAsync(new Uri(File.Gateways[gateway].Management, "/api/v1/cluster"), ContractsJson.Default.ClusterStatusView);

    /// <summary>What a node's agent says of itself.</summary>
    public Task<SelfView> SelfAsync(string id) => AskAsync(new Uri(Node(id).Agent, "/v1/self"), ContractsJson.Default.SelfView);

    /// <summary>The membership as one node's agent sees it.</summary>
    public async Task<IReadOnlyList<NodeView>> MembersAsync(string id) =>
        (await AskAsync(new Uri(Node(id).Agent, "/v1/members?limit=1000"), ContractsJson.Default.PageNodeView)).Items;

    public async Task<string> PrimaryAsync() =>
        (await StatusAsync()).Primary ?? throw new InvalidOperationException("there is no primary now");

    public Task KillAgentAsync(string id, Signal signal = Signal.Kill) => OtherProcess.SignalAsync(_pids[AgentOf(Node(id))], signal);

    public Task KillApplicationAsync(string id, Signal signal = Signal.Kill) => OtherProcess.SignalAsync(_pids[ApplicationOf(Node(id))], signal);

    public Task KillGatewayAsync(int index, Signal signal = Signal.Kill) => OtherProcess.SignalAsync(_pids[GatewayName(index)], signal);

    /// <summary>The node's machine dies: application and agent at once.</summary>
    public Task KillNodeAsync(string id) => Task.WhenAll(KillApplicationAsync(id), KillAgentAsync(id));

    /// <summary>Starts an application again, whose agent lives. When it answers, it is not yet known to serve.</summary>
    public async Task StartApplicationAsync(string id)
    {
        Restart(ApplicationOf(Node(id)), Node(id).Start.App!);
        await Eventually.TrueAsync(() => AnswersAsync(Node(id).App), $"the application of {id} answered again", TimeSpan.FromMinutes(1));
    }

    /// <summary>Starts an agent again; it finds its application healthy, and so does the gateway.</summary>
    public async Task StartAgentAsync(string id)
    {
        Restart(AgentOf(Node(id)), Node(id).Start.Agent, _agentEnvironment);
        await WaitUntilHealthyAsync(id);
    }

    public async Task StartGatewayAsync(int index)
    {
        Restart(GatewayName(index), File.Gateways[index].Start);
        await Eventually.TrueAsync(() => IsReadyAsync(File.Gateways[index]), $"{GatewayName(index)} was ready again", TimeSpan.FromMinutes(1));
    }

    public Task StartNodeAsync(string id)
    {
        Restart(ApplicationOf(Node(id)), Node(id).Start.App!);
        return StartAgentAsync(id);
    }

    /// <summary>What an administrator asks of the management API, as in <c>nodes/node1/drain</c>; it must be accepted.</summary>
    /// <param name="body">JSON; null for none.</param>
    public async Task CommandAsync(string command, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(File.Gateways[0].Management, $"/api/v1/{command}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.Tokens.Admin);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"{command}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>First the agent itself, then the gateway, whose picture may still be that from before.</summary>
    public async Task WaitUntilHealthyAsync(string id)
    {
        await Eventually.TrueAsync(() => SaysHealthyAsync(id), $"the agent of {id} found its node healthy", TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(
            async () => (await StatusAsync()).Nodes.Single(node => node.Id == id) is { Health: NodeHealth.Healthy, Serving: true },
            $"the gateway found {id} healthy", TimeSpan.FromMinutes(1));
    }

    private async Task<bool> SaysHealthyAsync(string id)
    {
        try
        {
            return (await SelfAsync(id)).Health == NodeHealth.Healthy;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_launcher.HasExited)
        {
            await OtherProcess.SignalAsync(_launcher.Id, Signal.Terminate);
        }

        await _launcher.DisposeAsync();
        foreach (var child in _restarted)
        {
            await child.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private Task<bool> IsReadyAsync(ClusterFile.Gateway gateway) => AnswersAsync(new Uri(gateway.Management, "/readyz"));

    private async Task<bool> AnswersAsync(Uri url)
    {
        try
        {
            using var response = await _http.GetAsync(url);
            return response.StatusCode < HttpStatusCode.InternalServerError;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<T> AskAsync<T>(Uri url, JsonTypeInfo<T> type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.Tokens.Admin);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(type))!;
    }

    private static string AgentOf(ClusterFile.Node node) => node.Id + " agent";

    private static string ApplicationOf(ClusterFile.Node node) => node.Id + " app";

    private static string GatewayName(int index) => string.Create(CultureInfo.InvariantCulture, $"gateway{index + 1}");

    private static List<string> Arguments(TestClusterOptions options, string directory)
    {
        var ports = PortBlock.Next();
        List<string> arguments =
        [
            RepositoryRoot.Assembly("samples/local-cluster", "local-cluster"), "--data", directory,
            "--port", Text(ports), "--port-base", Text(ports + PortBlock.AgentOffset), "--gateways", Text(options.Gateways), "--store", options.Store,
        ];
        if (options.StoreConnection is { } connection)
        {
            arguments.AddRange(["--store-connection", connection]);
        }

        if (options.GatewayConfiguration is { } configuration)
        {
            var file = Path.Combine(directory, "test.json");
            System.IO.File.WriteAllText(file, configuration(ports));
            arguments.AddRange(["--config", file]);
        }

        if (options.AgentConfiguration is { } ofAgents)
        {
            var file = Path.Combine(directory, "test-agent.json");
            System.IO.File.WriteAllText(file, ofAgents);
            arguments.AddRange(["--agent-config", file]);
        }

        arguments.AddRange(options.Applications.Count > 0
            ? ["--app", string.Join(',', options.Applications)]
            : ["--nodes", Text(options.Nodes)]);
        return arguments;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Restart(string name, ClusterFile.StartInfo start, IReadOnlyDictionary<string, string>? further = null)
    {
        var environment = start.Env.Concat(further ?? new Dictionary<string, string>()).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        var child = ChildProcess.Start(start.Argv[0], start.Argv.Skip(1), directory: start.Cwd, environment: environment);
        _restarted.Add(child);
        _pids[name] = child.Id;
    }
}

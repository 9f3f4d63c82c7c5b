using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>A node whose agent is a real process, behind links that can be broken.</summary>
internal sealed class ChaosNode(
    string id, int port, string directory, string provider, string connection, ChaosSecrets secrets, TcpFault? toStore, NetworkNamespace? network)
    : IAsyncDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{network?.Watch.There ?? IPAddress.Loopback}:{port}")),
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secrets.Admin) },
    };

    private ChildProcess? _agent;
    private TcpFault? _toApplication;

    public string Id => id;

    /// <summary>Where the agent really listens: its own application and the test ask there.</summary>
    public Uri Agent => _http.BaseAddress!;

    /// <summary>The agent's way to the store.</summary>
    public TcpFault ToStore => toStore ?? throw new InvalidOperationException("the agents of this cluster find the store themselves");

    /// <summary>The way of all others to the agent: gateways and other agents.</summary>
    public TcpFault Access { get; } = TcpFault.InFrontOf($"{network?.Cable.There ?? IPAddress.Loopback}", port, network?.Cable.Here);

    /// <summary>The agent's machine; the test, and the node's own application, reach the agent in there whatever is done to its packets.</summary>
    public NetworkNamespace Network => network ?? throw new InvalidOperationException("the agents of this cluster have no networks of their own");

    public Uri Advertised => new($"http://{Access.At}:{Access.Port}");

    public bool IsRunning => _agent is { HasExited: false };

    public string Output => _agent?.Output ?? "";

    /// <param name="application">Where the node's application is.</param>
    /// <param name="further">Further environment.</param>
    public void Start(Uri application, IReadOnlyDictionary<string, string>? further = null) => _agent = Launch(application, port, directory, further);

    /// <summary>Another process under this node's id, as of a machine that was cloned.</summary>
    public ChildProcess StartClone(Uri application, string elsewhere) => Launch(application, FreePort.Next(), elsewhere, null);

    public Task SignalAsync(Signal signal) => OtherProcess.SignalAsync(_agent!.Id, signal);

    public async Task<SelfView> SelfAsync(CancellationToken cancellationToken = default) =>
        (await _http.GetFromJsonAsync("/v1/self", ContractsJson.Default.SelfView, cancellationToken))!;

    /// <summary>Its lease is fresh: what disturbs it next is a disturbance of its own, and not the rest of the last one.</summary>
    public Task RenewedAsync() => Eventually.TrueAsync(
        async () => await SelfAsync() is { Role: not NodeRole.Primary } or { LeaseRemaining: > 7, Failsafe: false },
        $"{Id} had renewed its lease less than a second ago, or is not primary any more");

    /// <summary>The membership as this agent sees it.</summary>
    public async Task<IReadOnlyList<NodeView>> MembersAsync() => (await _http.GetFromJsonAsync("/v1/members", ContractsJson.Default.PageNodeView))!.Items;

    /// <summary>What an administrator asks of this agent; it must be accepted.</summary>
    public async Task CommandAsync(string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<EventView>> EventsAsync()
    {
        List<EventView> all = [];
        string? after = null;
        do
        {
            var page = await _http.GetFromJsonAsync($"/v1/events?limit=1000{(after is null ? "" : $"&after={after}")}", ContractsJson.Default.PageEventView);
            all.AddRange(page!.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    public void Heal()
    {
        toStore?.Heal();
        Access.Heal();
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        IEnumerable<IAsyncDisposable?> links = [Access, toStore, _toApplication, network];
        foreach (var link in links.OfType<IAsyncDisposable>())
        {
            await link.DisposeAsync();
        }

        _http.Dispose();
    }

    private ChildProcess Launch(Uri application, int at, string data, IReadOnlyDictionary<string, string>? further)
    {
        Directory.CreateDirectory(data);
        var environment = new Dictionary<string, string>(further ?? new Dictionary<string, string>())
        {
            ["Urls"] = network is null ? $"http://127.0.0.1:{at}" : $"http://{network.Cable.There}:{at};http://{network.Watch.There}:{at}",
            ["ClusterGateway__Name"] = "chaos",
            ["ClusterGateway__Node__Id"] = id,
            ["ClusterGateway__Node__Advertise"] = Advertised.ToString(),
            ["ClusterGateway__Node__Application"] = FromThere(application).ToString(),
            ["ClusterGateway__Node__Checks__application__Type"] = "http",
            ["ClusterGateway__Node__Checks__application__Path"] = "/healthz",
            ["ClusterGateway__Store__Provider"] = provider,
            ["ClusterGateway__Store__Connection"] = connection,
            ["ClusterGateway__Tokens__AdminFile"] = secrets.File("admin"),
            ["ClusterGateway__Tokens__GatewayFile"] = secrets.File("gateway"),
            ["ClusterGateway__Tokens__AgentFile"] = secrets.File("agent"),
            ["ClusterGateway__Tokens__AppFile"] = secrets.File("app"),
            ["ClusterGateway__DataDirectory"] = data,
        };
        var program = RepositoryRoot.Assembly("node-agent/ClusterGateway.NodeAgent", "node-agent");
        string[] command = [.. network?.Enter ?? [], "dotnet", "exec", program];
        return ChildProcess.Start(command[0], command[1..], directory: data, environment: environment);
    }

    private Uri FromThere(Uri application)
    {
        if (network is null)
        {
            return application;
        }

        _toApplication ??= TcpFault.InFrontOf(application.Host, application.Port, network.Watch.Here);
        return new UriBuilder(application) { Host = $"{_toApplication.At}", Port = _toApplication.Port }.Uri;
    }
}

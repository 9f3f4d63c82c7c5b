using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Hosting.Certificates;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>A whole agent in this process, on real Kestrel and a port of its own.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    /// <summary>The setting that says where the agent listens; a free port of 127.0.0.1 by default.</summary>
    public const string Urls = "Urls";

    /// <summary>The setting that says whom these tests believe, when the agent answers by HTTPS: a PEM file. The agent knows nothing of it.</summary>
    public const string Trust = "Trust";

    /// <summary>Settings below it are not the agent's, but its server's.</summary>
    public const string Kestrel = "Kestrel:";

    public const string Admin = "admin-token-0123456789";
    public const string Gateway = "gateway-token-0123456789";
    public const string Agent = "agent-token-0123456789";
    public const string App = "app-token-0123456789";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;
    private readonly string? _trust;
    private bool _stopped;

    private AgentHost(string id, WebApplication app, SwitchableStore store, DirectoryInfo data, string? trust)
    {
        (Id, _app, Store, _data, _trust) = (id, app, store, data, trust);
        Http = Client(Admin);
    }

    public string Id { get; }

    public SwitchableStore Store { get; }

    public string Url => _app.Urls.First();

    public HttpClient Http { get; private set; }

    public IServiceProvider Services => _app.Services;

    public int ExitCode => _app.Services.GetRequiredService<AgentExit>().Code;

    /// <summary>Quick timings: lease 1.5 s, renew 0.2 s, deadline 0.9 s; heartbeat 0.2 s, dead 2 s.</summary>
    /// <param name="store">This agent's own; disposed with it.</param>
    public static Task<AgentHost> StartAsync(string id, IClusterStore store, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        StartAsync(id, store, time, log: null, settings);

    /// <param name="log">Gets what the agent logs, from Trace on.</param>
    public static async Task<AgentHost> StartAsync(
        string id, IClusterStore store, TimeProvider? time, ILoggerProvider? log, params (string Key, string Value)[] settings)
    {
        time ??= TimeProvider.System;
        var data = Directory.CreateTempSubdirectory("agent-");
        var switchable = new SwitchableStore(store);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Settings(id, data.FullName, settings.Where(s => s.Key is not (Urls or Trust))));
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        }

        var configuration = AgentConfiguration.Read(builder.Configuration);
        Assert.Empty(configuration.Errors);
        var app = AgentApp.Build(builder, configuration, switchable, time);
        if (!settings.Any(s => s.Key.StartsWith(Kestrel, StringComparison.Ordinal)))
        {
            app.Urls.Add(settings.Where(s => s.Key == Urls).Select(s => s.Value).FirstOrDefault("http://127.0.0.1:0"));
        }

        await app.StartAsync();
        return new AgentHost(id, app, switchable, data, settings.Where(s => s.Key == Trust).Select(s => s.Value).FirstOrDefault());
    }

    public HttpClient Client(string? token)
    {
        var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = _trust is { } file ? TrustedIssuers.Policy(file) : null } })
        {
            BaseAddress = new Uri(Url),
        };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<SelfView> SelfAsync() => (await Http.GetFromJsonAsync("/v1/self", ContractsJson.Default.SelfView))!;

    public async Task<Page<NodeView>> MembersAsync() => (await Http.GetFromJsonAsync("/v1/members", ContractsJson.Default.PageNodeView))!;

    public async Task<LeaderView?> LeaderAsync()
    {
        using var response = await Http.GetAsync(new Uri("/v1/leader", UriKind.Relative));
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync(ContractsJson.Default.LeaderView) : null;
    }

    public async Task<int> StatusAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return (int)response.StatusCode;
    }

    /// <summary>An administrator's command, by POST without a body.</summary>
    public async Task SendAsync(string command)
    {
        using var response = await Http.PostAsync(new Uri(command, UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>As SIGTERM does it: the role is handed over first.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        return _app.StopAsync();
    }

    /// <summary>As SIGKILL does it, as far as the others see: nothing reaches the store any more, and nobody listens.</summary>
    public async Task KillAsync()
    {
        Store.Cut();
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await KillAsync();
        }

        await _app.DisposeAsync();
        await Store.DisposeAsync();
        Http.Dispose();
        _data.Delete(recursive: true);
    }

    private static Dictionary<string, string?> Settings(string id, string data, IEnumerable<(string Key, string Value)> settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Node:Id"] = id,
            ["DataDirectory"] = data,
            ["Store:Connection"] = "Data Source=unused.db",
            ["Leadership:Lease"] = "1.5s",
            ["Leadership:Renew"] = "200ms",
            ["Leadership:Deadline"] = "900ms",
            ["Membership:Heartbeat"] = "200ms",
            ["Membership:Suspect"] = "1s",
            ["Membership:Dead"] = "2s",
            ["Tokens:Admin"] = Admin,
            ["Tokens:Gateway"] = Gateway,
            ["Tokens:Agent"] = Agent,
            ["Tokens:App"] = App,
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        return values.ToDictionary(v => v.Key.StartsWith(Kestrel, StringComparison.Ordinal) ? v.Key : $"ClusterGateway:{v.Key}", v => v.Value);
    }
}

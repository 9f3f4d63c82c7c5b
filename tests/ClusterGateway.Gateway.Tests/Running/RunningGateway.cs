using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;

namespace ClusterGateway.Gateway.Tests.Running;

/// <summary>The real gateway in this process, on free ports, with a configuration file that a test may change while it runs.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public const string AdminToken = "admin-secret";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-gateway-");
    private WebApplication? _app;
    private Task? _stopped;

    private RunningGateway()
    {
    }

    public HttpClient Client { get; private set; } = null!;

    public HttpClient Management { get; private set; } = null!;

    public Uri Url => Client.BaseAddress!;

    public string ConfigFile => Path.Combine(_directory.FullName, "gateway.json");

    public IClusterView View => _app!.Services.GetRequiredService<IClusterView>();

    public T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>User traffic to all nodes, <c>/admin</c> to the primary.</summary>
    public static JsonObject Cluster(params IEnumerable<FakeNodeAgent> seeds) => JsonNode.Parse($$"""
        {
          "ReverseProxy": {
            "Routes": {
              "users": { "ClusterId": "nodes", "Match": { "Path": "{**catch-all}" } },
              "admin": { "ClusterId": "primary", "Match": { "Path": "/admin/{**rest}" } }
            },
            "Clusters": {
              "nodes": { "LoadBalancingPolicy": "RoundRobin", "Destinations": { "all": { "Address": "cluster://serving" } } },
              "primary": { "Destinations": { "one": { "Address": "cluster://primary" } } }
            }
          },
          "ClusterGateway": {
            "Nodes": [ {{string.Join(',', seeds.Select(seed => $$"""{ "Agent": "{{seed.Address}}" }"""))}} ],
            "Probing": { "Interval": "100ms", "Timeout": "300ms", "Discovery": "200ms" },
            "ExposeNode": true,
            "Tokens": { "Gateway": "gateway-secret", "AdminHash": "{{Convert.ToHexStringLower(TokenVerifier.Hash(AdminToken))}}" }
          }
        }
        """)!.AsObject();

    /// <summary>The cluster of <see cref="Cluster"/>, and every node known and judged.</summary>
    public static async Task<RunningGateway> StartAsync(params FakeNodeAgent[] nodes)
    {
        foreach (var node in nodes)
        {
            node.Members = () => [.. nodes.Select(n => n.View)];
        }

        var gateway = await StartAsync(Cluster(nodes[0]));
        await Eventually.TrueAsync(() => nodes.All(n => gateway.View.Current.Nodes.GetValueOrDefault(n.Self.Id)?.Self is not null), "every node was probed");
        await Eventually.TrueAsync(() => nodes.All(gateway.Routes), "the proxy learned every node's address");
        return gateway;
    }

    /// <summary>Whether the proxy has the node's address.</summary>
    public bool Routes(FakeNodeAgent node) => node.Self.Address is null
        || (Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster) && cluster.Destinations.ContainsKey(node.Self.Id));

    public static async Task<RunningGateway> StartAsync(JsonObject configuration, params string[] arguments)
    {
        var gateway = new RunningGateway();
        gateway.Write(configuration);
        await gateway.RunAsync(arguments);
        return gateway;
    }

    public static Task<GatewayBuild> BuildAsync(string configFile, string dataDirectory, params IEnumerable<string> arguments) => GatewayApp.BuildAsync(
        ProgramArguments.Parse([
            "--config", configFile,
            "--Urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=None",
            "--ClusterGateway:Management:Url=http://127.0.0.1:0",
            $"--ClusterGateway:DataDirectory={dataDirectory}",
            .. arguments,
        ]),
        CancellationToken.None);

    /// <summary>Ends and starts again, on other ports, with what it kept on disk.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    public void Write(JsonObject configuration) => File.WriteAllText(ConfigFile, configuration.ToJsonString());

    /// <summary>Until the health of a node, as the gateway sees it, is as expected.</summary>
    public Task UntilAsync(string node, Func<NodeState, bool> expected, string what) => Eventually.TrueAsync(
        () => View.Current.Nodes.TryGetValue(node, out var state) && expected(state), $"{node}: {what}");

    public async Task<string> NodeThatAnswersAsync(string path = "/")
    {
        using var response = await Client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>As after SIGTERM.</summary>
    public Task StopAsync() => _stopped ??= _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _directory.Delete(recursive: true);
    }

    private async Task RunAsync(params string[] arguments)
    {
        var build = await BuildAsync(ConfigFile, _directory.FullName, arguments);
        Assert.Empty(build.Errors);
        (_app, _stopped) = (build.App, null);
        await build.App.StartAsync();
        Client = ClientOf(build.App.Urls.First());
        Management = ClientOf(Service<ManagementServer>().Address!);
    }

    private async Task EndAsync()
    {
        Client.Dispose();
        Management.Dispose();
        await StopAsync();
        await _app!.DisposeAsync();
    }

    private static HttpClient ClientOf(string url) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(url) };
}

using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The gateway's process: it knows the agents by their breakable addresses only, and sends everything to the primary.</summary>
internal sealed class ChaosGateway(string directory, IReadOnlyList<ChaosNode> nodes, ChaosSecrets secrets) : IAsyncDisposable
{
    private const string Configuration = """
        {
          "ReverseProxy": {
            "Routes": { "admin": { "ClusterId": "primary", "Match": { "Path": "{**path}" } } },
            "Clusters": { "primary": { "Destinations": { "primary": { "Address": "cluster://primary" } } } }
          }
        }
        """;

    private readonly int _management = FreePort.Next();
    private ChildProcess? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public string Output => _process?.Output ?? "";

    public void Start()
    {
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "gateway.json");
        File.WriteAllText(file, Configuration);
        var environment = new Dictionary<string, string>
        {
            ["Urls"] = Url.ToString(),
            ["ClusterGateway__Name"] = "chaos",
            ["ClusterGateway__Id"] = "gateway1",
            ["ClusterGateway__PublicUrl"] = Url.ToString(),
            ["ClusterGateway__Management__Url"] = $"http://127.0.0.1:{_management}",
            ["ClusterGateway__Tokens__GatewayFile"] = secrets.File("gateway"),
            ["ClusterGateway__Tokens__AdminHashFile"] = secrets.File("admin.sha256"),
            ["ClusterGateway__KeyRing__SecretsFile"] = secrets.File("keyring"),
            ["ClusterGateway__DataDirectory"] = directory,
        };
        for (var i = 0; i < nodes.Count; i++)
        {
            environment[$"ClusterGateway__Nodes__{i}__Agent"] = nodes[i].Advertised.ToString();
        }

        var program = RepositoryRoot.Assembly("gateway/ClusterGateway.Gateway", "gateway");
        _process = ChildProcess.Start("dotnet", ["exec", program, "--config", file], directory: directory, environment: environment);
    }

    public async Task RestartAsync()
    {
        await _process!.DisposeAsync();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}

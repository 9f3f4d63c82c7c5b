using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>The cluster in which the commands of all pages run, and a directory that looks like the checkout in which <c>run.sh</c> was started.</summary>
public sealed class DocumentedCluster : ClusterFixture
{
    /// <summary>Two gateways, so that <c>doctor</c> has nothing to say; with HTTPS, which the page on it takes for granted.</summary>
    protected override TestClusterOptions Options => new() { Gateways = 2, GatewayConfiguration = _ => """{"ClusterGateway":{"Https":{"Enabled":true}}}""" };

    public string Checkout { get; } = Directory.CreateTempSubdirectory("checkout-").FullName;

    private string Data => Path.Combine(Checkout, ".data");

    private string Etc => Path.Combine(Checkout, "etc");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Directory.CreateDirectory(Path.Combine(Data, "secrets"));
        Directory.CreateDirectory(Etc);
        foreach (var folder in new[] { "node-agent", "samples", "appsettings", "docs" })
        {
            Directory.CreateSymbolicLink(Path.Combine(Checkout, folder), Path.Combine(RepositoryRoot.Path, folder));
        }

        Directory.CreateSymbolicLink(Path.Combine(Data, "logs"), Cluster.File.Logs);
        var tokens = Cluster.File.Tokens;
        foreach (var (name, token) in new[] { ("admin", tokens.Admin), ("gateway", tokens.Gateway), ("agent", tokens.Agent), ("app", tokens.App) })
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "secrets", $"{name}.token"), token);
            await File.WriteAllTextAsync(Path.Combine(Etc, $"{name}.token"), token);
        }
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Checkout, recursive: true);
    }

    /// <summary>A page's words for places, replaced by where they are here.</summary>
    public string Localize(string script)
    {
        var file = Cluster.File;
        var here = script
            .Replace("127.0.0.1:8080", file.Gateways[0].Url.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8100", $"127.0.0.1:{file.Gateways[0].Url.Port + 20}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8090", file.Gateways[0].Management.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:7400", file.Nodes[0].Agent.Authority, StringComparison.Ordinal)
            .Replace("/etc/clustergateway", Etc, StringComparison.Ordinal)
            .Replace("bin/Release", $"bin/{RepositoryRoot.Configuration}", StringComparison.Ordinal);
        for (var i = 0; i < file.Nodes.Count; i++)
        {
            here = here
                .Replace($"127.0.0.1:{7401 + i}", file.Nodes[i].Agent.Authority, StringComparison.Ordinal)
                .Replace($"10.0.0.{1 + i}:7400", file.Nodes[i].Agent.Authority, StringComparison.Ordinal);
        }

        return here;
    }

    /// <summary>What pages may take for granted: <c>clusterctl</c> in the path, and which cluster it looks after.</summary>
    public Dictionary<string, string> Environment(string statuses) => new()
    {
        ["STATUSES"] = statuses,
        ["PATH"] = $"{Path.Combine(RepositoryRoot.Path, "node-agent/ClusterGateway.Cli/bin", RepositoryRoot.Configuration, "net10.0")}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["ADMIN_TOKEN"] = Cluster.File.Tokens.Admin,
        ["CLUSTERGATEWAY_AGENT"] = string.Join(',', Cluster.File.Nodes.Select(node => node.Agent.ToString().TrimEnd('/'))),
        ["CLUSTERGATEWAY_TOKEN_FILE"] = Path.Combine(Etc, "admin.token"),
    };

    /// <summary>All nodes alive, active and healthy, whatever the page before did to them; <c>cluster.json</c> says which processes they are.</summary>
    public async Task HealAsync()
    {
        foreach (var node in Cluster.File.Nodes)
        {
            int[] alive = [.. new[] { Cluster.Pid(node.Id + " agent"), Cluster.Pid(node.Id + " app") }.Where(OtherProcess.IsRunning)];
            if (alive.Length < 2)
            {
                await Task.WhenAll(alive.Select(pid => OtherProcess.SignalAsync(pid, Signal.Kill)));
                await Cluster.StartNodeAsync(node.Id);
            }
        }

        foreach (var node in (await Cluster.StatusAsync()).Nodes.Where(node => node.AdministrativeState != AdministrativeState.Active))
        {
            await Cluster.CommandAsync($"nodes/{node.Id}/activate");
        }

        foreach (var node in Cluster.File.Nodes)
        {
            await Cluster.WaitUntilHealthyAsync(node.Id);
        }

        await Eventually.TrueAsync(
            async () => await Cluster.StatusAsync(gateway: 1) is { Primary: not null } other && other.Nodes.All(node => node.Serving),
            "the other gateway found them healthy too");
        WriteClusterFile();
    }

    private void WriteClusterFile()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Cluster.File.Logs)!, "cluster.json")))!;
        foreach (var node in file["nodes"]!.AsArray())
        {
            node!["agentPid"] = Cluster.Pid($"{node["id"]} agent");
            node["appPid"] = Cluster.Pid($"{node["id"]} app");
        }

        File.WriteAllText(Path.Combine(Data, "cluster.json"), file.ToJsonString());
    }
}

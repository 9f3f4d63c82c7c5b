using System.Text.Json.Nodes;
using ClusterGateway.Samples.Tests.FilePortal;
using LocalCluster.Options;
using LocalCluster.Planning;
using LocalCluster.Records;
using LocalCluster.Secrets;

namespace ClusterGateway.Samples.Tests.LocalCluster;

public sealed class ClusterPlanTests : IDisposable
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Programs Programs = new("dotnet", "gateway.dll", "node-agent.dll", "file-portal.dll", "clusterctl");

    private readonly TemporaryDirectory _data = new();
    private readonly DataLayout _layout;
    private readonly ClusterSecrets _secrets;

    public ClusterPlanTests()
    {
        _layout = new DataLayout(_data.Path);
        _layout.Create([]);
        _secrets = new SecretFolder(_layout.Secrets).Prepare();
    }

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Secrets_SecondTime_AreTheSameAndPrivate()
    {
        var again = new SecretFolder(_layout.Secrets).Prepare();

        Assert.Equal((_secrets.Admin, _secrets.App), (again.Admin, again.App));
        Assert.Equal(_secrets.Demo.Users, again.Demo.Users);
        Assert.All(Directory.GetFiles(_layout.Secrets), file => Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_layout.Secrets));
        Assert.Equal(6, new[] { again.Admin, again.Gateway, again.Agent, again.App, again.PortalKey, File.ReadAllText(again.KeyRingFile) }.Distinct().Count());
    }

    [Fact]
    public void Of_Commands_CarryNoSecret()
    {
        var plan = PlanOf(new ClusterOptions { Store = "postgresql", StoreConnection = "Host=db;Password=hidden", Config = "/etc/own.json", AgentConfig = "/etc/agents.json" });

        string[] secrets = [_secrets.PortalKey, _secrets.Admin, _secrets.Gateway, _secrets.Agent, _secrets.App, "hidden"];
        foreach (var child in plan.GatewayChildren.Concat(plan.Nodes.SelectMany(node => node.Children)))
        {
            Assert.DoesNotContain(child.Start.Argv, argument => secrets.Any(secret => argument.Contains(secret, StringComparison.Ordinal)));
        }

        Assert.Equal(
            ["dotnet", "exec", "gateway.dll", "--config", _layout.GatewayConfiguration, "--config", "/etc/own.json"], plan.Gateways[0].Child.Start.Argv);
        Assert.Equal(["dotnet", "exec", "node-agent.dll", "--config", "/etc/agents.json"], plan.Nodes[0].Agent.Start.Argv);
        Assert.Equal("Host=db;Password=hidden", plan.Nodes[0].Agent.Start.Env["ClusterGateway__Store__Connection"]);
    }

    [Fact]
    public void Of_TwoGatewaysAndNodes_EachHasItsOwnPlaceAndPorts()
    {
        var plan = PlanOf(new ClusterOptions { Gateways = 2, Nodes = 2 });

        Assert.Equal(["http://127.0.0.1:8080", "http://127.0.0.1:8081"], plan.Gateways.Select(gateway => gateway.Url));
        Assert.Equal(["http://127.0.0.1:8090", "http://127.0.0.1:8091"], plan.Gateways.Select(gateway => gateway.Management));
        Assert.Equal(2, plan.Gateways.Select(gateway => gateway.Child.Start.Env["ClusterGateway__DataDirectory"]).Distinct().Count());
        Assert.Equal("http://127.0.0.1:7402", plan.Gateways[1].Child.Start.Env["ClusterGateway__Nodes__1__Agent"]);
        Assert.Equal("http://127.0.0.1:7502", plan.Nodes[1].Agent.Start.Env["ClusterGateway__Node__Application"]);
        Assert.Equal("node2", plan.Nodes[1].Application!.Start.Env["Portal__Node"]);
    }

    [Fact]
    public void Of_OtherPeoplesApplications_AreWatchedNotStarted()
    {
        var plan = PlanOf(new ClusterOptions { Nodes = 1, Applications = [new Uri("http://127.0.0.1:3000")], ApplicationHealth = "/health" });

        var node = Assert.Single(plan.Nodes);
        Assert.Null(node.Application);
        Assert.Equal("http://127.0.0.1:3000", node.Agent.Start.Env["ClusterGateway__Node__Application"]);
        Assert.Equal("/health", node.Agent.Start.Env["ClusterGateway__Node__Checks__application__Path"]);
    }

    [Fact]
    public void ClusterFile_Written_HasTheContractsShapeAndIsPrivate()
    {
        var plan = PlanOf(new ClusterOptions { Nodes = 1 });

        new ClusterFile(_layout, plan, _secrets, TimeProvider.System).Write(name => name == "node1-app" ? null : 42);

        var json = JsonNode.Parse(File.ReadAllText(_layout.ClusterFile))!;
        Assert.Equal(["gateways", "nodes", "tokens", "logs", "demo"], json.AsObject().Select(member => member.Key));
        Assert.Equal(["url", "management", "pid", "start"], json["gateways"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["id", "agent", "app", "agentPid", "appPid", "start"], json["nodes"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["argv", "env", "cwd"], json["nodes"]![0]!["start"]!["app"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["admin", "gateway", "agent", "app"], json["tokens"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["users", "admin", "wopiSrc", "wopiToken"], json["demo"]!.AsObject().Select(member => member.Key));
        Assert.Equal((42, null), ((int)json["nodes"]![0]!["agentPid"]!, (int?)json["nodes"]![0]!["appPid"]));
        Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(_layout.ClusterFile));
    }

    [Fact]
    public async Task DemoWopi_Token_OpensTheDemoDocumentOfAPortal()
    {
        DemoDocuments.Write(_layout.Documents);
        await using var portal = await PortalUnderTest.StartAsync(_layout.Documents, ("Portal:WopiKeyFile", _secrets.PortalKeyFile));

        var token = DemoWopi.Token(_secrets.PortalKey, "alice", TimeProvider.System.GetUtcNow());
        var info = await portal.Http.GetStringAsync($"{DemoWopi.SourceAt(portal.Url)}?access_token={token}");

        Assert.Contains(DemoWopi.Document, info, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_PassedOn_LeavesOutWhatIsPrivateOrMovesPorts()
    {
        var passedOn = InheritedEnvironment.Filter(new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["DOTNET_gcServer"] = "0",
            ["OTEL_SERVICE_NAME"] = "x",
            ["AWS_SECRET_ACCESS_KEY"] = "x",
            ["DOTNET_URLS"] = "x",
        });

        Assert.Equal(["DOTNET_gcServer", "OTEL_SERVICE_NAME", "PATH"], passedOn.Keys.Order(StringComparer.Ordinal));
    }

    private ClusterPlan PlanOf(ClusterOptions options) => ClusterPlan.Of(options, _layout, Programs, _secrets, new Dictionary<string, string>());
}

using ClusterGateway.Cli;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.NodeAgent.Tests.Cli;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Https;

/// <summary>Agents that answer by HTTPS, with certificates of an authority that this machine does not know.</summary>
public sealed class AgentsCaTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-agents-ca-");
    private readonly (string Key, string Value)[] _server;

    public AgentsCaTests()
    {
        using var authority = new TestAuthority();
        var pair = authority.Issue(["127.0.0.1"]);
        File.WriteAllText(Ca, authority.RootPem);
        File.WriteAllText(At("agent.pem"), pair.Certificate + authority.IssuerPem);
        File.WriteAllText(At("agent.key"), pair.Key);
        _server =
        [
            (AgentHost.Trust, Ca), ("Kestrel:Endpoints:https:Url", "https://127.0.0.1:0"),
            ("Kestrel:Endpoints:https:Certificate:Path", At("agent.pem")), ("Kestrel:Endpoints:https:Certificate:KeyPath", At("agent.key")),
            ("Leadership:Lease", "4.5s"), ("Leadership:Renew", "500ms"), ("Leadership:Deadline", "3s"),
        ];
    }

    private string Ca => At("ca.pem");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PrimaryWithoutTheStore_HearsOnlyAgentsThatItBelieves(bool believes)
    {
        await using var cluster = new AgentCluster();
        var primary = await cluster.AddAsync("node1", settings: believes ? [.. _server, ("AgentsCa", Ca)] : _server);
        await cluster.SettledAsync();
        var other = await cluster.AddAsync("node2", settings: _server);
        await cluster.SettledAsync();
        Assert.Equal("https", new Uri(other.Url).Scheme);
        Assert.Equal(primary, await cluster.PrimaryAsync());

        primary.Store.Cut();
        other.Store.Cut();

        await Eventually.TrueAsync(
            async () => believes ? (await primary.SelfAsync()).Failsafe : await primary.StatusAsync("/primary") == 503,
            believes ? "it goes on: the other one agrees" : "it steps down: nobody agrees");
    }

    [Fact]
    public async Task Clusterctl_BelievesTheAuthorityThatItIsGiven()
    {
        await using var cluster = new AgentCluster();
        var agent = (await cluster.AddAsync("node1", settings: _server)).Url;
        await cluster.SettledAsync();

        var stranger = await CtlRun.OfAsync(agent, typed: null, ["status"]);
        Assert.Equal(ExitCodes.Unreachable, stranger.ExitCode);
        Assert.Contains("--agents-ca", stranger.Error, StringComparison.Ordinal);
        var believing = await CtlRun.OfAsync(agent, typed: null, ["status", "--agents-ca", Ca]);
        Assert.Equal(ExitCodes.Done, believing.ExitCode);
        Assert.Contains("node1", believing.Output, StringComparison.Ordinal);
        var doctor = await CtlRun.OfAsync(agent, typed: null, ["doctor", "--agents-ca", Ca]);
        Assert.DoesNotContain("not believed", doctor.Output + doctor.Error, StringComparison.Ordinal);
        var wrong = await CtlRun.OfAsync(agent, typed: null, ["status", "--agents-ca", At("agent.key")]);
        Assert.Equal(ExitCodes.WrongUsage, wrong.ExitCode);
    }

    private string At(string name) => Path.Combine(_directory.FullName, name);
}

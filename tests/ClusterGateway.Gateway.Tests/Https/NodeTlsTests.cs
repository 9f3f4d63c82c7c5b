using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Https;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Https;

public sealed class NodeTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-tls-");
    private TestPair _pair = null!;
    private TlsServer _node = null!;

    private TestAuthority Authority { get; } = new();

    private string Ca => Path.Combine(_directory.FullName, "ca.pem");

    public async Task InitializeAsync()
    {
        // Without its issuer a server shows a certificate that nobody can verify who knows the root alone.
        _pair = Authority.Issue(["node.internal", "127.0.0.1"]);
        _node = await TlsServer.StartAsync(_pair);
        await File.WriteAllTextAsync(Ca, Authority.RootPem + Authority.IssuerPem);
    }

    [Fact]
    public async Task Node_IsBelieved_AsTheMetadataSay()
    {
        using var stranger = new TestAuthority();
        var wrongCa = Path.Combine(_directory.FullName, "wrong.pem");
        await File.WriteAllTextAsync(wrongCa, stranger.RootPem);
        (JsonObject Metadata, HttpStatusCode Expected)[] cases =
        [
            ([], HttpStatusCode.BadGateway),
            (new() { ["ClusterGateway.Tls.Ca"] = Ca }, HttpStatusCode.OK),
            (new() { ["ClusterGateway.Tls.Ca"] = wrongCa }, HttpStatusCode.BadGateway),
            (new() { ["ClusterGateway.Tls.Ca"] = Ca, ["ClusterGateway.Tls.HostName"] = "node.internal" }, HttpStatusCode.OK),
            (new() { ["ClusterGateway.Tls.Ca"] = Ca, ["ClusterGateway.Tls.HostName"] = "other.internal" }, HttpStatusCode.BadGateway),
            (new() { ["ClusterGateway.Tls.Pin"] = $"{new string('0', 64)}, {_pair.Fingerprint}" }, HttpStatusCode.OK),
            (new() { ["ClusterGateway.Tls.Pin"] = new string('0', 64) }, HttpStatusCode.BadGateway),
        ];
        foreach (var (metadata, expected) in cases)
        {
            var text = metadata.ToJsonString();
            await using var gateway = await RunningGateway.StartAsync(Configuration(metadata));
            using var response = await gateway.Client.GetAsync("/");

            Assert.True(expected == response.StatusCode, $"{text}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Metadata_ChangedWhileItRuns_AreInForce()
    {
        using var stranger = new TestAuthority();
        var wrongCa = Path.Combine(_directory.FullName, "wrong.pem");
        await File.WriteAllTextAsync(wrongCa, stranger.RootPem);
        await using var gateway = await RunningGateway.StartAsync(Configuration(new() { ["ClusterGateway.Tls.Ca"] = wrongCa }));
        foreach (var (ca, expected) in ((string, HttpStatusCode)[])[(Ca, HttpStatusCode.OK), (wrongCa, HttpStatusCode.BadGateway)])
        {
            gateway.Write(Configuration(new() { ["ClusterGateway.Tls.Ca"] = ca }));
            await Eventually.TrueAsync(async () =>
            {
                using var response = await gateway.Client.GetAsync("/");
                return response.StatusCode == expected;
            }, $"{ca} counts");
        }
    }

    [Theory]
    [InlineData("Ca", "/nowhere/ca.pem")]
    [InlineData("Pin", "abc")]
    [InlineData("HostName", "a b")]
    [InlineData("Pins", "abc")]
    public void Mistake_InMetadata_IsNamed(string name, string value) => Assert.NotNull(NodeTls.Mistake(name, value));

    [Fact]
    public async Task Agent_ByHttps_IsBelievedByItsAuthority()
    {
        using var believing = new AgentHttp(new GatewayOptions { AgentsCa = Ca }, TimeProvider.System);
        using var other = new AgentHttp(new GatewayOptions(), TimeProvider.System);

        using var answer = await believing.SendAsync(new HttpRequestMessage(HttpMethod.Get, _node.Address), AgentHttp.Timeout, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => other.SendAsync(new HttpRequestMessage(HttpMethod.Get, _node.Address), AgentHttp.Timeout, CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        Authority.Dispose();
        _directory.Delete(recursive: true);
    }

    private JsonObject Configuration(JsonObject metadata) => new()
    {
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = new JsonObject { ["all"] = new JsonObject { ["ClusterId"] = "nodes", ["Match"] = new JsonObject { ["Path"] = "{**path}" } } },
            ["Clusters"] = new JsonObject
            {
                ["nodes"] = new JsonObject
                {
                    ["Metadata"] = metadata,
                    ["Destinations"] = new JsonObject { ["one"] = new JsonObject { ["Address"] = _node.Address.AbsoluteUri } },
                },
            },
        },
    };
}

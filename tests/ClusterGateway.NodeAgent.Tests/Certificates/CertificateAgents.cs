using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Telemetry;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

/// <summary>Two agents over one store that can keep private keys, for all tests of a class, which use names of their own.</summary>
public abstract class CertificateAgents(StoreFixture fixture) : IAsyncLifetime
{
    /// <summary>A secret, and a lease that a busy machine does not cost: only the primary writes, and these tests are not about its loss.</summary>
    private static readonly (string, string)[] Settings =
    [
        ("Encryption:Secrets:0", "a secret of the agents, long enough"),
        ("Leadership:Lease", "60s"),
        ("Leadership:Renew", "500ms"),
        ("Leadership:Deadline", "40s"),
    ];

    public RecordedLog Log { get; } = new();

    public TestAuthority Authority { get; } = new();

    internal AgentHost Primary { get; private set; } = null!;

    internal AgentHost Secondary { get; private set; } = null!;

    internal AgentCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await fixture.InitializeAsync();
        var options = fixture.NewCluster();
        Cluster = new AgentCluster(() => fixture.Open(options));
        await Cluster.AddAsync("node1", time: null, Log, Settings);
        await Cluster.AddAsync("node2", time: null, Log, Settings);
        await Cluster.SettledAsync();
        Primary = await Cluster.PrimaryAsync();
        Secondary = Cluster.Agents.Single(a => a.Id != Primary.Id);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await fixture.DisposeAsync();
        Authority.Dispose();
    }

    /// <summary>The pair with the issuers, as an administrator would send it.</summary>
    public string BodyOf(TestPair pair, string? issuers = null) =>
        JsonSerializer.Serialize(
            new CertificateUploadRequest { Certificates = pair.Certificate + (issuers ?? Authority.IssuerPem + Authority.RootPem), Key = pair.Key },
            ContractsJson.Default.CertificateUploadRequest);

    internal async Task<Answer> SendAsync(
        string method, string path, string? body = null, string token = AgentHost.Admin, AgentHost? agent = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/v1/certificates" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var http = (agent ?? Primary).Client(token);
        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers.ETag?.ToString() ?? response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync());
    }

    internal async Task<CertificateView> StageAsync(string name, TestPair pair, string? tag = null)
    {
        var answer = await SendAsync("PUT", "/" + name, BodyOf(pair), headers: tag is null ? ("If-None-Match", "*") : ("If-Match", tag));
        Assert.True(answer.Code is 200 or 201, answer.Body);
        return answer.Read(ContractsJson.Default.CertificateView);
    }

    /// <summary>As a gateway tells what it holds.</summary>
    internal Task ReportAsync(string gateway, params HeldCertificate[] held) => ReportAsync(gateway, takesCertificates: true, held);

    /// <summary>From now on the gateway is one without HTTPS: no other test's activation waits for it.</summary>
    internal Task RetireAsync(string gateway) => ReportAsync(gateway, takesCertificates: false, []);

    private async Task ReportAsync(string gateway, bool takesCertificates, HeldCertificate[] held)
    {
        using var http = Secondary.Client(AgentHost.Gateway);
        var report = new GatewayReport
        {
            Url = "http://gateway",
            Management = "http://gateway:8090",
            TakesCertificates = takesCertificates,
            Certificates = [.. held.Select(it => it.ToString())],
        };
        using var content = new StringContent(JsonSerializer.Serialize(report, ContractsJson.Default.GatewayReport), Encoding.UTF8, "application/json");
        using var response = await http.PutAsync(new Uri($"/v1/gateways/{gateway}", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }
}

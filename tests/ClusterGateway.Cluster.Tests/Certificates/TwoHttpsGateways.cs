using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Certificates;

/// <summary>Two gateways with HTTPS, and the authority whose certificates they get.</summary>
public sealed class TwoHttpsGateways : ClusterFixture
{
    public const string Host = "portal.example";

    /// <summary>From a gateway's port to its HTTPS port.</summary>
    private const int HttpsOffset = 20;

    private static readonly HttpClient Http = new();

    public TestAuthority Authority { get; } = new();

    protected override TestClusterOptions Options { get; } = new()
    {
        Gateways = 2,
        GatewayConfiguration = _ => """{"ClusterGateway":{"Https":{"Enabled":true,"Redirect":true,"RedirectExcept":["/healthz"],"Hsts":{"MaxAge":"365d"}}}}""",
    };

    public IPEndPoint AddressOf(int gateway) => new(IPAddress.Loopback, Cluster.File.Gateways[gateway].Url.Port + HttpsOffset);

    public Task<string> ShownAsync(int gateway) => TlsClient.FingerprintAsync(Authority.Root, AddressOf(gateway), Host);

    public string BodyOf(TestPair pair) => JsonSerializer.Serialize(
        new CertificateUploadRequest { Certificates = pair.Certificate + Authority.IssuerPem + Authority.RootPem, Key = pair.Key }, ContractsJson.Default.CertificateUploadRequest);

    /// <summary>Stages a pair at the primary's agent, in place of what is there.</summary>
    public async Task<CertificateView> StageAsync(string name, TestPair pair)
    {
        using var found = await SendAsync(HttpMethod.Get, name);
        return await ReadAsync(await SendAsync(HttpMethod.Put, name, BodyOf(pair), found.Headers.ETag));
    }

    public async Task<CertificateView> ActivateAsync(string name) => await ReadAsync(await SendAsync(HttpMethod.Post, name + "/activate?wait=30s"));

    public async Task<bool> IsHeldByBothAsync() =>
        await ReadAsync(await SendAsync(HttpMethod.Get, "portal")) is { Staged: { } staged, Gateways: { Count: 2 } gateways } && gateways.All(g => g.Staged == staged.Version);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cluster.Node(await Cluster.PrimaryAsync()).Agent, $"/v1/certificates/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Cluster.File.Tokens.Admin);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        if (tag is not null)
        {
            request.Headers.IfMatch.Add(tag);
        }

        return await Http.SendAsync(request);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Authority.Dispose();
    }

    private static async Task<CertificateView> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? JsonSerializer.Deserialize(text, ContractsJson.Default.CertificateView)! : throw new InvalidOperationException(text);
        }
    }
}

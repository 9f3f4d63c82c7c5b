using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;

namespace ClusterGateway.Gateway.Tests.Https;

public sealed class HttpsTrafficTests : IAsyncLifetime
{
    private const string Host = "portal.example";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-https-");
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());
    private FakeNodeAgent _node = null!;

    private TestAuthority Authority { get; } = new();

    public async Task InitializeAsync()
    {
        _node = await FakeNodeAgent.StartAsync("n1");
        var pair = Authority.Issue([Host]);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "portal.crt"), pair.Certificate + Authority.IssuerPem);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "portal.key"), pair.Key);
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "ca"), Authority.RootPem + Authority.IssuerPem);
    }

    [Fact]
    public async Task Http_IsRedirected_ExceptWhereItMayStay()
    {
        await using var gateway = await StartAsync(new() { ["Redirect"] = true, ["RedirectExcept"] = new JsonArray("/rpc"), ["Hsts"] = new JsonObject { ["MaxAge"] = "365d", ["IncludeSubDomains"] = true } });

        using var redirected = await SendAsync(gateway.Client, HttpMethod.Post, "/a%2Fb;c=d?e=%20f");
        Assert.Equal(HttpStatusCode.PermanentRedirect, redirected.StatusCode);
        Assert.Equal($"https://{Host}:{_address.Port}/a%2Fb;c=d?e=%20f", redirected.Headers.GetValues("Location").Single());
        Assert.False(redirected.Headers.Contains("Strict-Transport-Security"));
        foreach (var path in (string[])["/rpc", "/rpc/tunnel"])
        {
            using var stays = await SendAsync(gateway.Client, HttpMethod.Get, path);
            Assert.NotEqual(HttpStatusCode.PermanentRedirect, stays.StatusCode);
        }

        using var other = await SendAsync(gateway.Client, HttpMethod.Get, "/rpcs");
        Assert.Equal(HttpStatusCode.PermanentRedirect, other.StatusCode);
        using var https = TlsClient.Create(Authority.Root, _address);
        using var answer = await https.GetAsync(new Uri($"https://{Host}/"));
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Theory]
    [InlineData("allow", true)]
    [InlineData("require", false)]
    public async Task ClientCertificate_IsAskedFor_AndABadOneRefused(string mode, bool withoutIsFine)
    {
        await using var gateway = await StartAsync(new() { ["ClientCertificates"] = mode, ["ClientCertificatesCa"] = Path.Combine(_directory.FullName, "ca") });
        using var stranger = new TestAuthority();

        Assert.Equal(withoutIsFine, await IsLetInAsync(own: null));
        Assert.True(await IsLetInAsync(PairOf(Authority)));
        Assert.False(await IsLetInAsync(PairOf(stranger)));
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        Authority.Dispose();
        _directory.Delete(recursive: true);
    }

    private Task<RunningGateway> StartAsync(JsonObject https)
    {
        https["Enabled"] = true;
        https["Url"] = $"https://{_address}";
        https["Directory"] = _directory.FullName;
        var configuration = RunningGateway.Cluster(_node);
        configuration["ClusterGateway"]!["Https"] = https;
        return RunningGateway.StartAsync(configuration);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string target)
    {
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return client.SendAsync(new HttpRequestMessage(method, new Uri(client.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, asItIs)) { Headers = { Host = Host } });
    }

    private async Task<bool> IsLetInAsync(X509Certificate2? own)
    {
        using var client = TlsClient.Create(Authority.Root, _address, own: own);
        try
        {
            using var response = await client.GetAsync(new Uri($"https://{Host}/"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static X509Certificate2 PairOf(TestAuthority authority)
    {
        var pair = authority.Issue(["client.example"]);
        return X509Certificate2.CreateFromPem(pair.Certificate, pair.Key);
    }
}

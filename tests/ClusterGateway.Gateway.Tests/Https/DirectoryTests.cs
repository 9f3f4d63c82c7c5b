using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Https;

/// <summary>Hazard 45: chain and key are two files, and are replaced one after the other.</summary>
public sealed class DirectoryTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-acme-");
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());
    private FakeNodeAgent _node = null!;
    private RunningGateway _gateway = null!;

    private TestAuthority Authority { get; } = new();

    public async Task InitializeAsync()
    {
        _node = await FakeNodeAgent.StartAsync("n1");
        var configuration = RunningGateway.Cluster(_node);
        configuration["ClusterGateway"]!["Https"] = new JsonObject
        {
            ["Enabled"] = true,
            ["Url"] = $"https://{_address}",
            ["Directory"] = _directory.FullName,
            ["DirectoryInterval"] = "1s",
        };
        _gateway = await RunningGateway.StartAsync(configuration);
    }

    [Fact]
    public async Task Renewal_IsServedWhenThePairMatches_AndNotBefore()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => ShownAsync("certbot.example"));
        var first = Authority.Issue(["certbot.example"]);
        var lego = Authority.Issue(["lego.example"]);
        Directory.CreateDirectory(Path.Combine(_directory.FullName, "certbot.example"));
        Write("certbot.example/fullchain.pem", first.Certificate + Authority.IssuerPem);
        Write("certbot.example/privkey.pem", first.Key);
        Write("lego.example.crt", lego.Certificate + Authority.IssuerPem);
        Write("lego.example.key", lego.Key);
        await Eventually.TrueAsync(async () => await TryShownAsync("certbot.example") == first.Fingerprint, "certbot's certificate was served");
        Assert.Equal(lego.Fingerprint, await ShownAsync("lego.example"));

        var second = Authority.Issue(["certbot.example"]);
        Write("certbot.example/fullchain.pem", second.Certificate + Authority.IssuerPem);
        var third = Authority.Issue(["lego.example"]);
        Write("lego.example.crt", third.Certificate + Authority.IssuerPem);
        Write("lego.example.key", third.Key);
        await Eventually.TrueAsync(async () => await ShownAsync("lego.example") == third.Fingerprint, "the directory was looked at again");
        Assert.Equal(first.Fingerprint, await ShownAsync("certbot.example"));

        Write("certbot.example/privkey.pem", second.Key);
        await Eventually.TrueAsync(async () => await ShownAsync("certbot.example") == second.Fingerprint, "the renewed pair was served");
        using var client = TlsClient.Create(Authority.Root, _address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("https://certbot.example/"))).StatusCode);
        Assert.Contains("clustergateway_certificate_expires_in_seconds{certificate=\"certbot.example\"", await _gateway.Management.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _node.DisposeAsync();
        Authority.Dispose();
        _directory.Delete(recursive: true);
    }

    private Task<string> ShownAsync(string host) => TlsClient.FingerprintAsync(Authority.Root, _address, host);

    private async Task<string?> TryShownAsync(string host)
    {
        try
        {
            return await ShownAsync(host);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory.FullName, file), text);
}

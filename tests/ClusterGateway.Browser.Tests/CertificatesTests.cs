using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Waiting;
using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>An administrator with the certificates of the cluster.</summary>
[Collection(SharedDashboard.Name)]
public sealed class CertificatesTests(DashboardFixture fixture) : IDisposable
{
    private const string Host = "portal.example";

    /// <summary>From a gateway's port to its HTTPS port.</summary>
    private const int HttpsOffset = 20;

    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task Certificate_IsUploaded_Activated_Replaced_ServedByBoth_AndRemoved()
    {
        await fixture.UntilAllServeAsync();
        await using var visit = await fixture.VisitAsync();
        await visit.SignInAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Certificates" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Upload" }).ClickAsync();
        await visit.Page.Locator("#name").FillAsync("portal");

        // Another one's key: the reason is shown.
        var (first, other) = (_authority.Issue([Host]), _authority.Issue([Host]));
        await UploadAsync(visit, first with { Key = other.Key });
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("key");
        await UploadAsync(visit, first);
        await Expect(visit.Notice).ToContainTextAsync("staged");
        await ActivateAsync(visit);
        await UntilServedAsync(first);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Replace portal" }).ClickAsync();
        var next = _authority.Issue([Host], ends: TimeSpan.FromDays(12));
        await visit.Page.Locator("#certificate").SetInputFilesAsync(FileOf("portal.pfx", PfxOf(next, "p4ss")));
        await visit.Page.Locator("#password").FillAsync("p4ss");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await ActivateAsync(visit);
        await UntilServedAsync(next);
        await Eventually.TrueAsync(async () =>
        {
            await visit.Page.GotoAsync("/certificates");
            return (await visit.Page.GetByRole(AriaRole.Row, new() { Name = "portal" }).InnerTextAsync()).Contains("gateway1, gateway2", StringComparison.Ordinal);
        }, "both gateways are said to serve it");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "portal" })).ToContainTextAsync("in 11 days");
        await Screenshots.TakeAsync(visit.Page, "dashboard-certificates");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Remove portal" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("gateway1");
        await visit.Page.GetByLabel("Also when gateways serve it").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(visit.Notice).ToContainTextAsync("portal is removed");
    }

    public void Dispose() => _authority.Dispose();

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static FilePayload FileOf(string name, byte[] contents) => new() { Name = name, MimeType = "application/octet-stream", Buffer = contents };

    private byte[] PfxOf(TestPair pair, string password)
    {
        var chain = new X509Certificate2Collection(X509Certificate2.CreateFromPem(pair.Certificate, pair.Key));
        chain.ImportFromPem(_authority.IssuerPem + _authority.RootPem);
        return chain.Export(X509ContentType.Pkcs12, password)!;
    }

    private async Task UploadAsync(Visit visit, TestPair pair)
    {
        await visit.Page.Locator("#certificate").SetInputFilesAsync(FileOf("fullchain.pem", Encoding.ASCII.GetBytes(pair.Certificate + _authority.IssuerPem + _authority.RootPem)));
        await visit.Page.Locator("#key").SetInputFilesAsync(FileOf("privkey.pem", Encoding.ASCII.GetBytes(pair.Key)));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
    }

    /// <summary>At the page that follows an upload; a gateway that does not hold it yet is a reason to press the button again.</summary>
    private static Task ActivateAsync(Visit visit) => Eventually.TrueAsync(async () =>
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
        return await visit.Notice.IsVisibleAsync() && (await visit.Notice.InnerTextAsync()).Contains("is active", StringComparison.Ordinal);
    }, "it was activated", TimeSpan.FromMinutes(1));

    private async Task UntilServedAsync(TestPair pair)
    {
        foreach (var gateway in fixture.Cluster.File.Gateways)
        {
            var address = new IPEndPoint(IPAddress.Loopback, gateway.Url.Port + HttpsOffset);
            await Eventually.TrueAsync(async () => await ShownAsync(address) == pair.Fingerprint, $"{address} shows it");
        }
    }

    /// <summary>Null while the gateway has nothing to show.</summary>
    private async Task<string?> ShownAsync(IPEndPoint address)
    {
        try
        {
            return await TlsClient.FingerprintAsync(_authority.Root, address, Host);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class CertificateCheckTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _file = Path.GetTempFileName();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly CertificateGauge _gauge;
    private (double Left, object? Certificate) _shown;

    public CertificateCheckTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _gauge = new CertificateGauge(meters, _time);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => _shown = (value, tags[0].Value));
        _listener.Start();
    }

    public void Dispose()
    {
        File.Delete(_file);
        _listener.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData(14.1, true, null)]
    [InlineData(13.9, false, "certificate-expiring")]
    [InlineData(-1, false, "certificate-expiring")]
    public async Task RunAsync_File_FailsWithTheWarningWhenFewDaysAreLeft(double days, bool passes, string? warning)
    {
        using var certificate = Made("CN=portal", days);
        await File.WriteAllTextAsync(_file, certificate.ExportCertificatePem());

        var result = await Check(new CheckOptions { File = _file }).RunAsync(CancellationToken.None);

        Assert.Equal((passes, warning), (result.Passed, result.Warning?.Code));
        _listener.RecordObservableInstruments();
        Assert.Equal("tls", _shown.Certificate);
        Assert.Equal(days, _shown.Left / TimeSpan.FromDays(1).TotalSeconds, 0.001);
    }

    [Fact]
    public async Task RunAsync_MinDaysZero_FailsOnlyOnceItHasExpired()
    {
        using var certificate = Made("CN=portal", 0.01);
        await File.WriteAllTextAsync(_file, certificate.ExportCertificatePem());
        var check = Check(new CheckOptions { File = _file, MinDays = 0 });
        Assert.True((await check.RunAsync(CancellationToken.None)).Passed);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.False((await check.RunAsync(CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task RunAsync_KeyAndChainInTheFile_TheFirstCertificateDecidesAndTheOtherIsMentioned()
    {
        using var leaf = Made("CN=portal", 100);
        using var issuer = Made("CN=issuer", -30);
        using var key = leaf.GetRSAPrivateKey()!;
        await File.WriteAllTextAsync(
            _file, $"{key.ExportPkcs8PrivateKeyPem()}\n{leaf.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}\n");

        var result = await Check(new CheckOptions { File = _file }).RunAsync(CancellationToken.None);

        Assert.True(result.Passed, result.Output);
        Assert.Contains("the certificate CN=portal of ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("; CN=issuer of its chain expired on 2029-12-02 00:00 UTC, 30 days ago", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n")]
    public async Task RunAsync_FileWithoutACertificate_Fails(string content)
    {
        await File.WriteAllTextAsync(_file, content);

        var result = await RunAsync(new CheckOptions { File = _file });

        Assert.False(result.Passed, result.Output);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void Judge_NotYetValid_Fails()
    {
        var now = _time.GetUtcNow();

        var result = CertificateCheck.Judge("f.pem", [new CertificateDates("CN=portal", now.AddDays(1), now.AddDays(90))], 14, now);

        Assert.Equal(
            (false, "the certificate CN=portal of f.pem is valid only from 2030-01-02 00:00 UTC on"), (result.Passed, result.Output));
    }

    [Fact]
    public async Task RunAsync_TlsServerRenewsItsCertificate_TheNewOneIsSeenAtOnce()
    {
        using var old = Made("CN=old", 3);
        using var renewed = Made("CN=new", 90);
        var shown = old;
        await using var server = await ServeAsync((_, _) => shown);
        var check = Check(new CheckOptions { Address = AddressOf(server) });
        var before = await check.RunAsync(CancellationToken.None);

        shown = renewed;
        var after = await check.RunAsync(CancellationToken.None);

        Assert.Equal((false, "certificate-expiring"), (before.Passed, before.Warning?.Code));
        Assert.Contains("CN=old", before.Output, StringComparison.Ordinal);
        Assert.True(after.Passed, after.Output);
        Assert.Contains("CN=new", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ServerName_IsAskedFor()
    {
        using var other = Made("CN=other", 90);
        using var asked = Made("CN=asked", 90);
        await using var server = await ServeAsync((_, name) => name == "portal.example" ? asked : other);

        var result = await Check(new CheckOptions { Address = AddressOf(server), ServerName = "portal.example" }).RunAsync(CancellationToken.None);

        Assert.Contains("CN=asked", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ServerWantsAClientCertificate_ItsOwnIsSeen()
    {
        using var certificate = Made("CN=strict", 90);
        await using var server = await ServeAsync((_, _) => certificate, ClientCertificateMode.RequireCertificate);

        var result = await RunAsync(new CheckOptions { Address = AddressOf(server) });

        Assert.True(result.Passed, result.Output);
    }

    private Task<CheckResult> RunAsync(CheckOptions options) =>
        new CheckRunner(Check(options), TimeSpan.FromSeconds(20), TimeProvider.System).RunAsync(CancellationToken.None);

    private CertificateCheck Check(CheckOptions options) => CertificateCheck.Of("tls", options, _gauge, _time);

    private static string AddressOf(WebApplication server) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{new Uri(server.Urls.First()).Port}");

    private static async Task<WebApplication> ServeAsync(
        Func<object?, string?, X509Certificate2> select, ClientCertificateMode client = ClientCertificateMode.NoCertificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(FreePort.Next(), listen =>
            listen.UseHttps(https => (https.ServerCertificateSelector, https.ClientCertificateMode) = ((context, name) => select(context, name), client))));
        var server = builder.Build();
        await server.StartAsync();
        return server;
    }

    /// <summary>Valid from a year before the tests' clock to so many days after it.</summary>
    private X509Certificate2 Made(string subject, double days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = _time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddYears(-1), now.AddDays(days));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}

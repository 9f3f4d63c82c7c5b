using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Monitoring;

/// <summary>A cluster as run.sh starts it, whose agents also watch a certificate.</summary>
public sealed class MonitoringFixture : ClusterFixture
{
    private readonly string _certificate = Path.GetTempFileName();

    protected override TestClusterOptions Options => new()
    {
        AgentEnvironment = new Dictionary<string, string>
        {
            ["ClusterGateway__Node__Checks__tls__Type"] = "certificate",
            ["ClusterGateway__Node__Checks__tls__File"] = _certificate,
        },
    };

    public override async Task InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        await File.WriteAllTextAsync(_certificate, certificate.ExportCertificatePem());
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(_certificate);
    }
}

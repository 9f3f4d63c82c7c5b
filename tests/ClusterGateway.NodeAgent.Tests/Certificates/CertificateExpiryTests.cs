using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificateExpiryTests(CertificateAgentsOn<InMemoryFixture> agents) : IClassFixture<CertificateAgentsOn<InMemoryFixture>>
{
    [Fact]
    public void Warnings_NameThoseThatEndSoon_InOne()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        var warning = Assert.Single(CertificateExpiry.Warnings([("soon", now.AddDays(20)), ("later", now.AddDays(22)), ("over", now.AddDays(-1))], minDays: 21, now));

        Assert.Equal(WarningCodes.CertificateExpiring, warning.Code);
        Assert.Contains("'soon'", warning.Detail, StringComparison.Ordinal);
        Assert.Contains("'over' of the gateways expired", warning.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("later", warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Primary_WarnsOfAnActiveCertificate_AndEveryNodeMeasuresIt()
    {
        await agents.StageAsync("ending", agents.Authority.Issue(["ending.example"], TimeSpan.FromDays(3)));
        Assert.Equal(200, (await agents.SendAsync("POST", "/ending/activate")).Code);

        await Eventually.TrueAsync(
            async () => (await agents.Primary.SelfAsync()).Warnings.Any(w => w.Code == WarningCodes.CertificateExpiring && w.Detail.Contains("'ending'", StringComparison.Ordinal)),
            "the primary warned");
        await Eventually.TrueAsync(
            async () => (await agents.Secondary.Http.GetStringAsync("/metrics")).Contains("clustergateway_certificate_expires_in_seconds{certificate=\"ending\"", StringComparison.Ordinal),
            "the secondary measured it");
        Assert.DoesNotContain((await agents.Secondary.SelfAsync()).Warnings, w => w.Code == WarningCodes.CertificateExpiring);
    }
}

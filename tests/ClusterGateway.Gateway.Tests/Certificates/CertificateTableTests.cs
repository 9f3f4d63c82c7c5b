using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Testing.Certificates;

namespace ClusterGateway.Gateway.Tests.Certificates;

public sealed class CertificateTableTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData("portal.example", "exact")]
    [InlineData("PORTAL.Example.", "exact")]
    [InlineData("mail.example", "wildcard")]
    [InlineData("a.mail.example", "other")]
    [InlineData("example", "other")]
    [InlineData(".example", "other")]
    [InlineData("elsewhere.test", "other")]
    [InlineData("", "other")]
    public void Find_TakesTheExactName_ThenTheWildcard_ThenTheDefault(string host, string expected)
    {
        var table = new CertificateTable([Of("wildcard", "*.example"), Of("exact", "portal.example"), Of("other", "other.test")], defaultName: "other");

        Assert.Equal(expected, table.Find(host)!.Name);
    }

    [Fact]
    public void Find_OfTwoForTheSameName_TakesTheUploaded()
    {
        var table = new CertificateTable([Of("a-file", "portal.example") with { IsShared = false }, Of("z", "portal.example")], defaultName: null);

        Assert.Equal("z", table.Find("portal.example")!.Name);
        Assert.Equal("a-file", table.Find("unknown")!.Name);
        Assert.Null(CertificateTable.Empty.Find("portal.example"));
    }

    public void Dispose() => _authority.Dispose();

    private ServedCertificate Of(string name, string host)
    {
        var pair = _authority.Issue([host]);
        return ServedCertificate.Of(name, isShared: true, pair.Certificate, pair.Key);
    }
}

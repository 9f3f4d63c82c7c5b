using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

/// <summary>What is taken of an administrator, and what is refused, whatever the store.</summary>
public sealed class CertificateUploadTests(CertificateAgentsOn<InMemoryFixture> agents) : IClassFixture<CertificateAgentsOn<InMemoryFixture>>
{
    private static readonly string[] Name = ["portal.example"];

    [Theory]
    [InlineData("PUT", "/portal?force=true", "{}")]
    [InlineData("POST", "/portal/activate?wait=1s", null)]
    [InlineData("DELETE", "/portal", null)]
    public async Task Secondary_AnswersEveryWrite_WithThePrimarysAddress(string method, string path, string? body)
    {
        var answer = await agents.SendAsync(method, path, body, agent: agents.Secondary);

        Assert.Equal((409, ProblemTypes.NotPrimary), (answer.Code, answer.Problem.Name));
        Assert.Equal($"{agents.Primary.Url.TrimEnd('/')}/v1/certificates{path}", answer.Tag);
    }

    [Fact]
    public async Task Upload_ThatClientsWouldRefuse_IsRefused()
    {
        var pair = agents.Authority.Issue(Name);
        var other = agents.Authority.Issue(Name);
        using var stranger = new TestAuthority();
        (string Body, bool Forcible, string Word)[] uploads =
        [
            (agents.BodyOf(pair with { Key = other.Key }), false, "belongs to none"),
            (agents.BodyOf(pair with { Key = "" }), false, "no private key"),
            (agents.BodyOf(pair with { Certificate = "" }, issuers: "none"), false, "no certificate"),
            (agents.BodyOf(pair, issuers: ""), true, "Test Issuer"),
            (agents.BodyOf(pair, issuers: stranger.IssuerPem + stranger.RootPem), false, "not signed"),
            (agents.BodyOf(agents.Authority.Issue(Name, TimeSpan.FromDays(-1))), true, "expired"),
            (agents.BodyOf(agents.Authority.Issue([])), true, "names no host"),
        ];
        foreach (var (body, forcible, word) in uploads)
        {
            var answer = await agents.SendAsync("PUT", "/refused", body);
            Assert.Equal((422, ProblemTypes.CertificateMismatch), (answer.Code, answer.Problem.Name));
            Assert.Contains(word, answer.Problem.Detail, StringComparison.Ordinal);
            var forced = await agents.SendAsync("PUT", "/refused?force=true", body);
            Assert.Equal(forcible ? 201 : 422, forced.Code);
            if (forcible)
            {
                Assert.Equal(204, (await agents.SendAsync("DELETE", "/refused", headers: ("If-Match", forced.Tag!))).Code);
            }
        }
    }

    [Fact]
    public async Task Upload_InAnyUsualForm_IsTaken()
    {
        var pair = agents.Authority.Issue(Name);
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(pair.Key);
        var parameters = new System.Security.Cryptography.PbeParameters(
            System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000);
        var issuers = agents.Authority.IssuerPem + agents.Authority.RootPem;
        CertificateUploadRequest[] uploads =
        [
            new() { Certificates = pair.Key + issuers + pair.Certificate },
            new() { Certificates = pair.Certificate + issuers, Key = key.ExportECPrivateKeyPem() },
            new() { Certificates = pair.Certificate + issuers, Key = key.ExportEncryptedPkcs8PrivateKeyPem("password", parameters), Password = "password" },
            new() { Pfx = Convert.ToBase64String(pair.Pfx("password")), Password = "password" },
        ];
        foreach (var upload in uploads)
        {
            var body = JsonSerializer.Serialize(upload, ContractsJson.Default.CertificateUploadRequest);
            var answer = await agents.SendAsync("PUT", upload.Pfx is null ? "/forms" : "/forms?force=true", body);
            Assert.True(answer.Code == 201, answer.Body);
            Assert.Equal(pair.Fingerprint, answer.Read(ContractsJson.Default.CertificateView).Staged!.Fingerprint);
            Assert.Equal(204, (await agents.SendAsync("DELETE", "/forms", headers: ("If-Match", answer.Tag!))).Code);
        }
    }

    [Fact]
    public void Version_RisesAlso_WhenTheStoreForgotIt()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        Assert.Equal(1_800_000_000, CertificateStaging.NextVersion(stored: 0, held: 0, now));
        Assert.Equal(1_800_000_006, CertificateStaging.NextVersion(stored: 1_800_000_005, held: 0, now));
        Assert.Equal(1_900_000_001, CertificateStaging.NextVersion(stored: 3, held: 1_900_000_000, now));
    }

    [Fact]
    public async Task Upload_WithoutASecretOfTheAgents_IsRefused()
    {
        await using var cluster = await AgentCluster.StartAsync("alone");
        using var content = new StringContent(agents.BodyOf(agents.Authority.Issue(Name)), System.Text.Encoding.UTF8, "application/json");
        using var response = await cluster["alone"].Http.PutAsync(new Uri("/v1/certificates/portal", UriKind.Relative), content);

        Assert.Equal(409, (int)response.StatusCode);
        Assert.Contains("ClusterGateway:Encryption:Secrets", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

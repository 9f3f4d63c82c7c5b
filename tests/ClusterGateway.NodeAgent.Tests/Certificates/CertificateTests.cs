using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

public sealed class CertificateTests(CertificateAgents agents) : IClassFixture<CertificateAgents>
{
    private static readonly string[] Name = ["portal.example"];

    [Fact]
    public async Task Certificate_Life_EndsWithATombstone()
    {
        var pair = agents.Authority.Issue(["life.example", "*.life.example"]);
        var created = await agents.SendAsync("PUT", "/life", agents.BodyOf(pair));
        var staged = created.Read(ContractsJson.Default.CertificateView);
        Assert.Equal(201, created.Code);
        Assert.Null(staged.Active);
        Assert.Equal(["life.example", "*.life.example"], staged.Staged!.Names);
        Assert.Equal((pair.Fingerprint, "ECDSA 256", 1), (staged.Staged.Fingerprint, staged.Staged.Key, staged.Staged.Issuers));
        Assert.Equal(404, (await agents.SendAsync("GET", "/life/bundle", token: AgentHost.Gateway)).Code);

        Assert.Equal(428, (await agents.SendAsync("PUT", "/life", agents.BodyOf(pair))).Code);
        Assert.Equal(412, (await agents.SendAsync("PUT", "/life", agents.BodyOf(pair), headers: ("If-None-Match", "*"))).Code);
        Assert.Equal(412, (await agents.SendAsync("PUT", "/life", agents.BodyOf(pair), headers: ("If-Match", "\"1\""))).Code);
        var active = (await agents.SendAsync("POST", "/life/activate", agent: agents.Primary)).Read(ContractsJson.Default.CertificateView);
        Assert.Equal((staged.Staged.Version, null), (active.Active!.Version, active.Staged));
        Assert.Equal(409, (await agents.SendAsync("POST", "/life/activate")).Code);

        var bundle = (await agents.SendAsync("GET", "/life/bundle", token: AgentHost.Gateway, agent: agents.Secondary)).Read(ContractsJson.Default.CertificateBundleView);
        Assert.Equal(pair.Key.Trim(), bundle.Key.Trim());
        Assert.Equal((pair.Certificate + agents.Authority.IssuerPem).Trim(), bundle.Certificates.Trim());
        var seen = await agents.SendAsync("GET", "/life", agent: agents.Secondary);
        Assert.Equal(428, (await agents.SendAsync("DELETE", "/life")).Code);
        Assert.Equal(204, (await agents.SendAsync("DELETE", "/life", headers: ("If-Match", seen.Tag!))).Code);

        var list = (await agents.SendAsync("GET", "", token: AgentHost.Gateway, agent: agents.Secondary)).Read(ContractsJson.Default.CertificateListView);
        Assert.Contains(new RemovedCertificateView("life", active.Active.Version), list.Removed);
        Assert.DoesNotContain(list.Items, it => it.Name == "life");
        var again = await agents.StageAsync("life", pair);
        Assert.True(again.Staged!.Version > active.Active.Version);
        var told = await agents.Secondary.Http.GetStringAsync("/v1/events?limit=1000");
        Assert.All([EventTypes.CertificateStaged, EventTypes.CertificateActivated, EventTypes.CertificateRemoved], type => Assert.Contains(type, told, StringComparison.Ordinal));
    }

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
    public async Task Activation_WaitsForGateways_AndRemovalForTheirEnd()
    {
        var staged = (await agents.StageAsync("waiting", agents.Authority.Issue(Name))).Staged!;
        await agents.ReportAsync("gateway-b");
        var refused = await agents.SendAsync("POST", "/waiting/activate");
        Assert.Equal((409, ProblemTypes.Refused), (refused.Code, refused.Problem.Name));
        Assert.Contains("gateway-b", refused.Problem.Detail, StringComparison.Ordinal);

        var waiting = agents.SendAsync("POST", "/waiting/activate?wait=30s");
        await agents.ReportAsync("gateway-b", new HeldCertificate("waiting", staged.Version, Serving: false));
        Assert.Equal(200, (await waiting).Code);
        await agents.ReportAsync("gateway-b", new HeldCertificate("waiting", staged.Version, Serving: true));

        var seen = await agents.SendAsync("GET", "/waiting");
        Assert.Equal(staged.Version, seen.Read(ContractsJson.Default.CertificateView).Gateways.Single(g => g.Gateway == "gateway-b").Serving);
        var kept = await agents.SendAsync("DELETE", "/waiting", headers: ("If-Match", seen.Tag!));
        Assert.Equal((409, ProblemTypes.Refused), (kept.Code, kept.Problem.Name));
        Assert.Equal(204, (await agents.SendAsync("DELETE", "/waiting?force=true", headers: ("If-Match", seen.Tag!))).Code);
        await agents.ReportAsync("gateway-b");
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
    public async Task PrivateKeys_AreInNoAnswerLogEventOrEntry()
    {
        var pair = agents.Authority.Issue(["canary.example"]);
        agents.Log.IsOn = true;
        string[] answers =
        [
            .. (await Task.WhenAll(
                agents.SendAsync("PUT", "/canary", agents.BodyOf(pair)),
                agents.SendAsync("PUT", "/canary2", agents.BodyOf(pair with { Key = pair.Key + "garbage" })),
                agents.SendAsync("PUT", "/canary3", agents.BodyOf(pair)[..^1]),
                agents.SendAsync("PUT", "/canary4", agents.BodyOf(pair).Replace("\"key\":", "\"key\":t", StringComparison.Ordinal)),
                agents.SendAsync("PUT", "/canary5", agents.BodyOf(pair), agent: agents.Secondary))).Select(a => a.Body),
            (await agents.SendAsync("POST", "/canary/activate?force=true")).Body,
            (await agents.SendAsync("GET", "/canary")).Body,
            (await agents.SendAsync("GET", "")).Body,
            (await agents.SendAsync("GET", "/canary/bundle")).Body,
            (await agents.SendAsync("GET", "/canary/bundle", token: AgentHost.App)).Body,
            await agents.Primary.Http.GetStringAsync("/v1/events?limit=1000"),
            await agents.Primary.Http.GetStringAsync("/metrics"),
        ];
        agents.Log.IsOn = false;

        await using var store = agents.Cluster.OpenStore();
        var entries = await store.ListAsync("", after: null, StorePage.MaxLimit, CancellationToken.None);
        Assert.Contains(entries.Entries, e => e.Key == CertificateKeys.ActiveOf("canary"));
        string[] stored = [.. entries.Entries.Select(e => System.Text.Encoding.Latin1.GetString(e.Value.Span))];
        Assert.Contains(pair.Canaries[0], (await agents.SendAsync("GET", "/canary/bundle", token: AgentHost.Gateway)).Body.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(
            answers.Concat(stored).Concat(agents.Log.Lines).Select(text => text.Replace("\\u002B", "+", StringComparison.Ordinal)),
            text => Assert.DoesNotContain(pair.Canaries, canary => text.Contains(canary, StringComparison.Ordinal)));
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

    /// <summary>Whatever a process believes of itself, the store decides (hazard 42).</summary>
    [Fact]
    public async Task Write_UnderATermThatHasPassed_ChangesNothing()
    {
        var staged = (await agents.StageAsync("fenced", agents.Authority.Issue(Name))).Staged!;
        await using var store = agents.Cluster.OpenStore();
        var seen = await new CertificateStore(store).ReadAsync("fenced", CancellationToken.None);
        var writer = new CertificateWriter(store, new StaleLeadership(), agents.Primary.Services.GetRequiredService<IEventLog>(), TimeProvider.System);

        (StoredCertificate? Now, Problem? Refused)[] written =
        [
            await writer.StageAsync(seen, seen.Staged! with { Version = staged.Version + 1 }, "test", CancellationToken.None),
            await writer.ActivateAsync(seen, seen.Staged!, reason: null, "test", CancellationToken.None),
            await writer.RemoveAsync(seen, reason: null, "test", CancellationToken.None),
        ];

        Assert.All(written, it => Assert.Equal((null, PrimaryOnly.StaleTerm), it));
        Assert.Equal(seen.StagedEntry!.Revision, (await new CertificateStore(store).ReadAsync("fenced", CancellationToken.None)).Revision);
    }
}

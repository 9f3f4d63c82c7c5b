using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Tests.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

/// <summary>What every store must do for the certificates.</summary>
public abstract class CertificateTests
{
    private static readonly string[] Name = ["portal.example"];

    private readonly CertificateAgents _agents;

    private protected CertificateTests(CertificateAgents agents) => _agents = agents;

    [Fact]
    public async Task Certificate_Life_EndsWithATombstone()
    {
        var pair = _agents.Authority.Issue(["life.example", "*.life.example"]);
        var created = await _agents.SendAsync("PUT", "/life", _agents.BodyOf(pair));
        var staged = created.Read(ContractsJson.Default.CertificateView);
        Assert.Equal(201, created.Code);
        Assert.Null(staged.Active);
        Assert.Equal(["life.example", "*.life.example"], staged.Staged!.Names);
        Assert.Equal((pair.Fingerprint, "ECDSA 256", 1), (staged.Staged.Fingerprint, staged.Staged.Key, staged.Staged.Issuers));
        Assert.Equal(404, (await _agents.SendAsync("GET", "/life/bundle", token: AgentHost.Gateway)).Code);

        Assert.Equal(428, (await _agents.SendAsync("PUT", "/life", _agents.BodyOf(pair))).Code);
        Assert.Equal(412, (await _agents.SendAsync("PUT", "/life", _agents.BodyOf(pair), headers: ("If-None-Match", "*"))).Code);
        Assert.Equal(412, (await _agents.SendAsync("PUT", "/life", _agents.BodyOf(pair), headers: ("If-Match", "\"1\""))).Code);
        var active = (await _agents.SendAsync("POST", "/life/activate", agent: _agents.Primary)).Read(ContractsJson.Default.CertificateView);
        Assert.Equal((staged.Staged.Version, null), (active.Active!.Version, active.Staged));
        Assert.Equal(409, (await _agents.SendAsync("POST", "/life/activate")).Code);

        var bundle = (await _agents.SendAsync("GET", "/life/bundle", token: AgentHost.Gateway, agent: _agents.Secondary)).Read(ContractsJson.Default.CertificateBundleView);
        Assert.Equal(pair.Key.Trim(), bundle.Key.Trim());
        Assert.Equal((pair.Certificate + _agents.Authority.IssuerPem).Trim(), bundle.Certificates.Trim());
        var seen = await _agents.SendAsync("GET", "/life", agent: _agents.Secondary);
        Assert.Equal(428, (await _agents.SendAsync("DELETE", "/life")).Code);
        Assert.Equal(204, (await _agents.SendAsync("DELETE", "/life", headers: ("If-Match", seen.Tag!))).Code);

        var list = (await _agents.SendAsync("GET", "", token: AgentHost.Gateway, agent: _agents.Secondary)).Read(ContractsJson.Default.CertificateListView);
        Assert.Contains(new RemovedCertificateView("life", active.Active.Version), list.Removed);
        Assert.DoesNotContain(list.Items, it => it.Name == "life");
        var again = await _agents.StageAsync("life", pair);
        Assert.True(again.Staged!.Version > active.Active.Version);
        var told = await _agents.Secondary.Http.GetStringAsync("/v1/events?limit=1000");
        Assert.All([EventTypes.CertificateStaged, EventTypes.CertificateActivated, EventTypes.CertificateRemoved], type => Assert.Contains(type, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activation_WaitsForGateways_AndRemovalForTheirEnd()
    {
        var staged = (await _agents.StageAsync("waiting", _agents.Authority.Issue(Name))).Staged!;
        await _agents.ReportAsync("gateway-b");
        var refused = await _agents.SendAsync("POST", "/waiting/activate");
        Assert.Equal((409, ProblemTypes.Refused), (refused.Code, refused.Problem.Name));
        Assert.Contains("gateway-b", refused.Problem.Detail, StringComparison.Ordinal);

        var waiting = _agents.SendAsync("POST", "/waiting/activate?wait=30s");
        await _agents.ReportAsync("gateway-b", new HeldCertificate("waiting", staged.Version, Serving: false));
        Assert.Equal(200, (await waiting).Code);
        await _agents.ReportAsync("gateway-b", new HeldCertificate("waiting", staged.Version, Serving: true));

        var seen = await _agents.SendAsync("GET", "/waiting");
        Assert.Equal(staged.Version, seen.Read(ContractsJson.Default.CertificateView).Gateways.Single(g => g.Gateway == "gateway-b").Serving);
        var kept = await _agents.SendAsync("DELETE", "/waiting", headers: ("If-Match", seen.Tag!));
        Assert.Equal((409, ProblemTypes.Refused), (kept.Code, kept.Problem.Name));
        Assert.Equal(204, (await _agents.SendAsync("DELETE", "/waiting?force=true", headers: ("If-Match", seen.Tag!))).Code);
        await _agents.RetireAsync("gateway-b");
    }

    [Fact]
    public async Task PrivateKeys_AreInNoAnswerLogEventOrEntry()
    {
        var pair = _agents.Authority.Issue(["canary.example"]);
        _agents.Log.IsOn = true;
        string[] answers =
        [
            .. (await Task.WhenAll(
                _agents.SendAsync("PUT", "/canary", _agents.BodyOf(pair)),
                _agents.SendAsync("PUT", "/canary2", _agents.BodyOf(pair with { Key = pair.Key + "garbage" })),
                _agents.SendAsync("PUT", "/canary3", _agents.BodyOf(pair)[..^1]),
                _agents.SendAsync("PUT", "/canary4", _agents.BodyOf(pair).Replace("\"key\":", "\"key\":t", StringComparison.Ordinal)),
                _agents.SendAsync("PUT", "/canary5", _agents.BodyOf(pair), agent: _agents.Secondary))).Select(a => a.Body),
            (await _agents.SendAsync("POST", "/canary/activate?force=true")).Body,
            (await _agents.SendAsync("GET", "/canary")).Body,
            (await _agents.SendAsync("GET", "")).Body,
            (await _agents.SendAsync("GET", "/canary/bundle")).Body,
            (await _agents.SendAsync("GET", "/canary/bundle", token: AgentHost.App)).Body,
            await _agents.Primary.Http.GetStringAsync("/v1/events?limit=1000"),
            await _agents.Primary.Http.GetStringAsync("/metrics"),
        ];
        _agents.Log.IsOn = false;

        await using var store = _agents.Cluster.OpenStore();
        var entries = await store.ListAllAsync("", CancellationToken.None);
        Assert.Contains(entries, e => e.Key == CertificateKeys.ActiveOf("canary"));
        string[] stored = [.. entries.Select(e => System.Text.Encoding.Latin1.GetString(e.Value.Span))];
        Assert.Contains(pair.Canaries[0], (await _agents.SendAsync("GET", "/canary/bundle", token: AgentHost.Gateway)).Body.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(
            answers.Concat(stored).Concat(_agents.Log.Lines).Select(text => text.Replace("\\u002B", "+", StringComparison.Ordinal)),
            text => Assert.DoesNotContain(pair.Canaries, canary => text.Contains(canary, StringComparison.Ordinal)));
    }

    /// <summary>Whatever a process believes of itself, the store decides (hazard 42).</summary>
    [Fact]
    public async Task Write_UnderATermThatHasPassed_ChangesNothing()
    {
        var staged = (await _agents.StageAsync("fenced", _agents.Authority.Issue(Name))).Staged!;
        await using var store = _agents.Cluster.OpenStore();
        var seen = await new CertificateStore(store).ReadAsync("fenced", CancellationToken.None);
        var writer = new CertificateWriter(store, new StaleLeadership(), _agents.Primary.Services.GetRequiredService<IEventLog>(), TimeProvider.System);

        (StoredCertificate? Now, Problem? Refused)[] written =
        [
            await writer.StageAsync(seen, seen.Staged! with { Version = staged.Version + 1 }, "test", CancellationToken.None),
            await writer.ActivateAsync(seen, seen.Staged!, reason: null, "test", CancellationToken.None),
            await writer.RemoveAsync(seen, reason: null, "test", CancellationToken.None),
        ];

        Assert.All(written, it => Assert.Equal((null, PrimaryOnly.StaleTerm), it));
        Assert.Equal(seen.StagedEntry!.Revision, (await new CertificateStore(store).ReadAsync("fenced", CancellationToken.None)).Revision);
    }

    [Fact]
    public async Task Replacement_BySeveralAtOnce_OneWins()
    {
        var tag = (await _agents.SendAsync("PUT", "/race", _agents.BodyOf(_agents.Authority.Issue(Name)), headers: ("If-None-Match", "*"))).Tag!;
        var pairs = Enumerable.Range(0, 5).Select(_ => _agents.Authority.Issue(Name)).ToArray();

        var answers = await Task.WhenAll(pairs.Select(pair => _agents.SendAsync("PUT", "/race", _agents.BodyOf(pair), headers: ("If-Match", tag))));

        Assert.Equal([200, 412, 412, 412, 412], answers.Select(answer => answer.Code).Order());
        var winner = pairs[Array.FindIndex(answers, answer => answer.Code == 200)];
        var seen = (await _agents.SendAsync("GET", "/race", agent: _agents.Secondary)).Read(ContractsJson.Default.CertificateView);
        Assert.Equal(winner.Fingerprint, seen.Staged!.Fingerprint);
    }
}

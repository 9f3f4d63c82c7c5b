using System.Net;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Telemetry.Otlp;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Telemetry;

/// <summary>What a collector gets of a whole cluster: gateway, agents and portal, each a process of its own.</summary>
public sealed class WholeClusterTests(TelemetryFixture fixture) : IClassFixture<TelemetryFixture>
{
    private const string Gateway = "clustergateway-gateway";
    private const string Portal = "file-portal";
    private const string Agent = "node-agent";

    private OtlpReceiver Collector => fixture.Collector;

    [Fact]
    public async Task RequestThatTakesALock_ClientToStore_IsOneTrace()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Assert.Equal(HttpStatusCode.OK, await fixture.LockAsync($"00-{Trace}-00f067aa0ba902b7-01"));

        // Each program sends its spans when it likes: the middle of a trace may come last.
        await Eventually.TrueAsync(
            () => Of(Trace).Find(IsStore) is { } store && PathTo(store, Of(Trace))[0].ParentSpanId == "00f067aa0ba902b7", "the collector has the trace from end to end");
        var path = PathTo(Of(Trace).First(IsStore), Of(Trace));

        // The client called the gateway, which called the portal, which called its agent, which asked the store.
        Assert.Equal("00f067aa0ba902b7", path[0].ParentSpanId);
        Assert.Equal([Gateway, Portal, Agent], path.Select(span => span.Resource.Service).Distinct());
        Assert.Equal(
            ["POST /wopi/{**path}", "POST /wopi/files/{id}/", "POST /wopi/locks/{fileId}"],
            path.Where(span => span.Attributes.ContainsKey("http.route")).Select(span => span.Name));
        Assert.Equal("sqlite", path[^1].Attributes["db.system.name"]);
        Assert.Equal(path[^1].Name, path[^1].Attributes["db.operation.name"]);
    }

    [Fact]
    public async Task LogLine_OfARequest_HasTheIdsOfItsTrace()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var token = await fixture.ShareAsync("planted-owner");
        await fixture.VisitAsync(token, $"00-{Trace}-b7ad6b7169203331-01");

        await Eventually.TrueAsync(() => Collector.Logs.Any(IsOfTheVisit), "the agent's line about the visit arrived");
        var line = Collector.Logs.First(IsOfTheVisit);
        await Eventually.TrueAsync(() => Of(Trace).Any(span => span.SpanId == line.SpanId && span.Resource.Service == Agent), "the span that the line was written in arrived");

        bool IsOfTheVisit(ReceivedLog log) => log.TraceId == Trace && log.Resource.Service == Agent && log.Body.StartsWith("access to share link", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfEveryProgram_ComeWithUnitAndDescription()
    {
        string[] expected =
        [
            $"{Gateway} clustergateway.node.up", $"{Gateway} clustergateway.affinity.decisions", $"{Gateway} http.client.request.duration",
            $"{Agent} clustergateway.leader.term", $"{Agent} clustergateway.clock.skew", $"{Agent} db.client.operation.duration", $"{Portal} http.server.request.duration",
        ];
        await Eventually.TrueAsync(
            () => expected.Except(Collector.Metrics.Select(metric => $"{metric.Resource.Service} {metric.Name}")).Any() == false, $"metrics arrived: {string.Join(", ", expected)}");

        var ours = Collector.Metrics.Where(metric => metric.Name.StartsWith("clustergateway.", StringComparison.Ordinal)).ToList();
        Assert.All(ours, metric => Assert.True(metric.Unit.Length > 0 && metric.Description.Length > 0, metric.Name));
        Assert.Equal(["gateway1", "node1", "node2"], ours.Select(metric => metric.Resource.Instance).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Background_ProbesHeartbeatsAndRenewals_MakeNoTraces()
    {
        var before = Collector.Metrics.Count;
        await Eventually.TrueAsync(() => Collector.Metrics.Count > before + 200, "some seconds of telemetry passed");

        Assert.DoesNotContain(Collector.Spans, span => span.Name.Contains("/v1/self", StringComparison.Ordinal) || (span.ParentSpanId.Length == 0 && span.Kind != 2));
    }

    [Fact]
    public async Task Everything_ThatIsSecretOrSomebodys_IsInNoSignal()
    {
        var cookies = new CookieContainer();
        var account = fixture.Cluster.File.Demo.Users[0];
        using var user = new PortalUser(fixture.Cluster.Url, "10.9.8.7", account, cookies);
        var session = await user.SignInAsync();
        await user.SendAsync(HttpMethod.Put, $"/files/{TelemetryFixture.Document}", "content");
        await user.SendAsync(HttpMethod.Put, $"/favorites/{TelemetryFixture.Document}");
        await user.SendAsync(HttpMethod.Get, $"/files/{TelemetryFixture.Document}/missing?password={TelemetryFixture.Password}");
        await fixture.LockAsync("00-11111111111111111111111111111111-2222222222222222-01");
        var token = await fixture.ShareAsync(account.Name);
        Assert.Equal(HttpStatusCode.OK, await fixture.VisitAsync(token));
        await fixture.VisitAsync(token + "x");
        await fixture.Cluster.CommandAsync("pause");
        await fixture.Cluster.CommandAsync("resume");
        await fixture.VisitAsync("end", "00-33333333333333333333333333333333-4444444444444444-01");
        await Eventually.TrueAsync(
            () => Of("33333333333333333333333333333333").Any(span => span.Resource.Service == Agent), "the last request's spans arrived");
        var metrics = Collector.Metrics.Count;
        await Eventually.TrueAsync(() => Collector.Metrics.Count > metrics + 100, "metrics of all that arrived");

        var tokens = fixture.Cluster.File.Tokens;
        string[] secrets =
        [
            token, session.Session, TelemetryFixture.Password, TelemetryFixture.Lock, tokens.Admin, tokens.App, tokens.Agent, tokens.Gateway,
            fixture.Cluster.File.Demo.WopiToken, account.Password, .. cookies.GetAllCookies().Select(cookie => cookie.Value),
        ];
        string[] somebodys = [TelemetryFixture.Document, account.Name, "10.9.8.7"];
        Assert.All(secrets.Concat(somebodys), text => Assert.False(Collector.Contains(text), $"'{text}' was sent to the collector"));
        Assert.DoesNotContain(Collector.Spans, span => span.Attributes.Keys.Any(key => key is "url.full" or "url.path" or "url.query" or "db.query.text"));
    }

    [Fact]
    public async Task Secrets_ToldToAgents_AreInNoSignal_AndInNoOutput()
    {
        var secrets = await new PlantedSecrets(fixture.Cluster).PlantAsync();
        string[] routes =
        [
            "PUT /v1/settings/items/{key}", "POST /v1/settings/import", "PUT /v1/certificates/{name}", "GET /v1/certificates/{name}/bundle", "POST /v1/screening/attempts",
        ];
        await Eventually.TrueAsync(
            () => !routes.Except(Collector.Spans.Where(span => span.Resource.Service == Agent).Select(span => span.Name.TrimEnd('/'))).Any(), $"spans arrived: {string.Join(", ", routes)}");
        await fixture.VisitAsync("end", "00-55555555555555555555555555555555-6666666666666666-01");
        await Eventually.TrueAsync(() => Of("55555555555555555555555555555555").Any(span => span.Resource.Service == Agent), "the last request's spans arrived");
        var metrics = Collector.Metrics.Count;
        await Eventually.TrueAsync(() => Collector.Metrics.Count > metrics + 100, "metrics of all that arrived");

        // What is searched has what it should have, so that finding nothing means something.
        await Eventually.TrueAsync(() => Collector.Contains("certificate pem version"), "the log lines arrived");
        string[] written = [fixture.Cluster.Output, .. Directory.EnumerateFiles(fixture.Cluster.File.Logs).Select(File.ReadAllText)];
        Assert.Contains(written, text => text.Contains("certificate pem version", StringComparison.Ordinal));
        Assert.All(secrets, text => Assert.False(Collector.Contains(text), $"'{text}' was sent to the collector"));
        Assert.All(secrets, text => Assert.DoesNotContain(written, output => output.Contains(text, StringComparison.Ordinal)));
    }

    private List<ReceivedSpan> Of(string trace) => [.. Collector.Spans.Where(span => span.TraceId == trace)];

    private static bool IsStore(ReceivedSpan span) => span.Attributes.ContainsKey("db.system.name");

    /// <summary>From the span that the client caused down to this one.</summary>
    private static List<ReceivedSpan> PathTo(ReceivedSpan last, List<ReceivedSpan> trace)
    {
        List<ReceivedSpan> path = [last];
        while (trace.Find(span => span.SpanId == path[0].ParentSpanId) is { } parent)
        {
            path.Insert(0, parent);
        }

        return path;
    }
}

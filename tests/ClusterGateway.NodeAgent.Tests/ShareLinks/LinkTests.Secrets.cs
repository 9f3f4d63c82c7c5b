using ClusterGateway.Testing.Telemetry;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    /// <summary>Canaries in everything that callers send; then everything that an agent writes anywhere is searched for them.</summary>
    [Fact]
    public async Task Secrets_AreInNoLogTraceMetricEventOrError()
    {
        using var traces = new RecordedTraces();
        using var metrics = new RecordedMetrics();
        cluster.Log.IsOn = true;
        var answers = new List<string>();
        var (canaries, ids) = await LiveThroughAsync(answers);
        cluster.Log.IsOn = false;

        var node3 = cluster.Agents["node3"];
        var events = "";
        await Eventually.TrueAsync(
            async () => ids.All((events = await node3.Http.GetStringAsync("/v1/events?limit=1000")).Contains), "the events of both links are written");
        var written = new Dictionary<string, IEnumerable<string>>
        {
            ["log"] = cluster.Log.Lines,
            ["traces"] = traces.Activities,
            ["metrics"] = [.. metrics.Series, await node3.Http.GetStringAsync("/metrics")],
            ["events"] = [events],
            ["errors"] = answers,
        };

        Assert.Contains(written["log"], line => line.Contains("LinkRevoked", StringComparison.Ordinal));
        Assert.Contains(written["log"], line => line.StartsWith("Trace Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(written["traces"], line => line.Contains("/v1/links/resolve", StringComparison.Ordinal));
        Assert.Contains(written["metrics"], line => line == "clustergateway.links.access outcome=granted");
        foreach (var (where, texts) in written)
        {
            foreach (var (name, canary) in canaries)
            {
                Assert.All(texts, text => Assert.False(text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"the {name} is in the {where}: {text}"));
            }
        }
    }

    private async Task<(List<(string Name, string Value)> Canaries, string[] Ids)> LiveThroughAsync(List<string> errors)
    {
        string Canary(string name) => $"canary-{name}-{Guid.NewGuid():N}";
        var (password, wrong, later, note, key) = (Canary("password"), Canary("wrong"), Canary("later"), Canary("note"), Canary("key"));
        var (owner, target) = (Canary("owner"), Canary("target"));
        var link = Link with { Owner = owner, Target = target, Password = password, Note = note, MaxDownloads = 1 };
        var first = await Node3.CreateAsync(link, ("Idempotency-Key", key));
        var made = await Node3.CreateAsync(link, ("Idempotency-Key", key));
        var open = await Node3.CreateAsync(link with { Password = null, MaxDownloads = null });
        var grant = (await Node3.GrantAsync(made.Token, password, "192.0.2.1")).Grant;
        var used = (await Node3.GrantAsync(open.Token)).Grant;

        await ErrorAsync(Node3.ResolveAsync(made.Token));
        await ErrorAsync(Node3.ResolveAsync(made.Token, wrong, "198.51.100.77"));
        await ErrorAsync(Node3.ResolveAsync(first.Token, wrong));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/resolve", $$"""{"token":"{{made.Token}}","password":"{{password}}" """));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/resolve", $$"""{"token":["{{made.Token}}"]}"""));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/resolve", $$"""{"token":"x","password":"{{password.PadRight(2000, 'x')}}"}"""));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/consume", $$"""{"grant":{{grant}}}"""));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/consume", $$"""{"grant":t{{grant}}}"""));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Patch, "/v1/links/" + made.Id, $$"""{"note":null,"password":t{{later}}}""", ("If-Match", "*")));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"owner":"{{owner}}","target":"{{target}}","expiresIn":"{{note}}"}"""));
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"owner":"{{owner}}","target":"other"}""", ("Idempotency-Key", key)));
        await Node3.PatchAsync(made.Id, $$"""{"note":"{{later}}","password":"{{later}}"}""");
        Assert.Equal(204, await Node3.ConsumeAsync(grant));
        Assert.Equal(204, await Node3.ConsumeAsync(used));
        await ErrorAsync(Node3.ResolveAsync(made.Token, later));
        await StoreAwayAsync(made.Token, grant);
        await Node3.RevokeAsync(made.Id);
        await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/consume", $$"""{"grant":"{{grant}}"}"""));
        return (
            [
                ("token", made.Token[12..]), ("void token", first.Token[12..]), ("open token", open.Token[12..]), ("password", password),
                ("wrong password", wrong), ("new password", later), ("grant", grant), ("used grant", used), ("note", note), ("key", key),
                ("owner", owner), ("target", target), ("visitor", "198.51.100.77"),
            ],
            [made.Id, open.Id]);

        async Task ErrorAsync(Task<HttpResponseMessage> asked)
        {
            using var answer = await asked;
            Assert.False(answer.IsSuccessStatusCode);
            Assert.NotEqual(500, (int)answer.StatusCode);
            errors.Add($"{answer} {await answer.Content.ReadAsStringAsync()}");
        }

        async Task StoreAwayAsync(string token, string taken)
        {
            var store = cluster.Agents["node3"].Store;
            store.Cut();
            await ErrorAsync(Node3.ResolveAsync(token, later));
            await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links/consume", $$"""{"grant":"{{taken}}"}"""));
            await ErrorAsync(Node3.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"owner":"{{owner}}","target":"{{target}}"}"""));
            store.Heal();
        }
    }
}

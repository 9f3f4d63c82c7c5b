using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Settings;

/// <summary>What every store must do for the settings.</summary>
public abstract partial class SettingsTests
{
    private readonly SettingsCluster _cluster;
    private readonly string _prefix = $"t{Guid.NewGuid():N}";

    private protected SettingsTests(SettingsCluster cluster) => _cluster = cluster;

    private string Key(string name) => $"{_prefix}.{name}";

    [Fact]
    public async Task Written_OnThePrimary_IsOnEveryNode()
    {
        var written = await _cluster.SetAsync(Key("mail.host"), "mail.example");
        await _cluster.EverywhereAsync(written.Revision);

        foreach (var node in _cluster.Nodes)
        {
            var read = await _cluster.SendAsync(node, "GET", SettingsCluster.PathOf(Key("mail.host")));
            Assert.Equal((200, $"\"{written.Revision}\""), (read.Code, read.Tag));
            Assert.Equal("mail.example", read.Read(ContractsJson.Default.SettingView).Value.GetString());
            Assert.Equal("admin", read.Read(ContractsJson.Default.SettingView).UpdatedBy);
        }
    }

    [Fact]
    public async Task Null_IsAValueAsAnyOther_OnEveryNode()
    {
        await _cluster.SetAsync(Key("n"), 1);
        var written = await _cluster.SetAsync(Key("n"), JsonSerializer.Deserialize<JsonElement>("null"));
        await _cluster.EverywhereAsync(written.Revision);

        foreach (var node in _cluster.Nodes)
        {
            var read = (await _cluster.SendAsync(node, "GET", SettingsCluster.PathOf(Key("n")))).Read(ContractsJson.Default.SettingView);
            Assert.Equal((JsonValueKind.Null, false), (read.Value.ValueKind, read.Secret));
        }

        Assert.Equal(written.Revision, (await _cluster.SetAsync(Key("n"), JsonSerializer.Deserialize<JsonElement>("null"))).Revision);
    }

    [Fact]
    public async Task Secondary_RefusesEveryWrite_AndNamesThePrimary()
    {
        var primary = await _cluster.PrimaryAsync();
        var secondary = _cluster.Nodes.First(n => n != primary);
        (string Method, string Path, string Body)[] writes =
        [
            ("PUT", "/items/a%2Fb", """{"value":1}"""), ("DELETE", "/items/a%2Fb", ""), ("POST", "/import", """{"items":[]}"""),
            ("POST", "/rollback", """{"to":0}"""), ("PUT", "/schema/portal", """{"items":[]}"""),
        ];

        foreach (var (method, path, body) in writes)
        {
            var answer = await _cluster.SendAsync(secondary, method, path, body, AgentHost.Admin, ("If-None-Match", "*"));

            Assert.Equal((409, "not-primary"), (answer.Code, answer.Problem.Name));
            Assert.Equal($"{_cluster.Agents[primary].Url}/v1/settings{path}", answer.Location);
        }
    }

    [Fact]
    public async Task Conditions_AreRequired_AndHonored()
    {
        var (primary, path) = (await _cluster.PrimaryAsync(), SettingsCluster.PathOf(Key("c")));
        const string Body = """{"value":1}""";

        Assert.Equal(428, (await _cluster.SendAsync(primary, "PUT", path, Body)).Code);
        var created = await _cluster.SendAsync(primary, "PUT", path, Body, AgentHost.Admin, ("If-None-Match", "*"));
        Assert.Equal(201, created.Code);
        Assert.Equal(412, (await _cluster.SendAsync(primary, "PUT", path, Body, AgentHost.Admin, ("If-None-Match", "*"))).Code);
        Assert.Equal(428, (await _cluster.SendAsync(primary, "PUT", path, Body)).Code);
        Assert.Equal(412, (await _cluster.SendAsync(primary, "PUT", path, """{"value":2}""", AgentHost.Admin, ("If-Match", "\"1234567\""))).Code);

        var changed = await _cluster.SendAsync(primary, "PUT", path, """{"value":2}""", AgentHost.Admin, ("If-Match", created.Tag!));
        Assert.Equal(200, changed.Code);
        Assert.NotEqual(created.Tag, changed.Tag);
        Assert.Equal(428, (await _cluster.SendAsync(primary, "DELETE", path)).Code);
        Assert.Equal(412, (await _cluster.SendAsync(primary, "DELETE", path, null, AgentHost.Admin, ("If-Match", created.Tag!))).Code);
        Assert.Equal(204, (await _cluster.SendAsync(primary, "DELETE", path, null, AgentHost.Admin, ("If-Match", changed.Tag!))).Code);
        Assert.Equal(404, (await _cluster.SendAsync(primary, "GET", path)).Code);
    }

    [Fact]
    public async Task SameValueAgain_IsNoRevision()
    {
        var first = await _cluster.SetAsync(Key("same"), new[] { 1, 2 });

        Assert.Equal(first.Revision, (await _cluster.SetAsync(Key("same"), new[] { 1, 2 })).Revision);
    }

    [Fact]
    public async Task TwentyWritersOfOneKey_LoseNothing()
    {
        var (primary, key) = (await _cluster.PrimaryAsync(), Key("counter"));
        await _cluster.SetAsync(key, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => IncreaseAsync()));

        Assert.Equal(20, (await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(key))).Read(ContractsJson.Default.SettingView).Value.GetInt32());

        async Task IncreaseAsync()
        {
            while (true)
            {
                var read = await _cluster.SendAsync(primary, "GET", SettingsCluster.PathOf(key));
                var next = read.Read(ContractsJson.Default.SettingView).Value.GetInt32() + 1;
                var answer = await _cluster.SendAsync(
                    primary, "PUT", SettingsCluster.PathOf(key), JsonSerializer.Serialize(new { value = next }), AgentHost.Admin, ("If-Match", read.Tag!));
                if (answer.Code == 200)
                {
                    return;
                }

                Assert.Equal(412, answer.Code);
            }
        }
    }

    [Fact]
    public async Task TwentyWritersOfManyKeys_GetARevisionEach_AndEveryNodeSeesThemInOrder()
    {
        var primary = await _cluster.PrimaryAsync();
        var before = (await _cluster.AllAsync(primary)).Revision;
        using var stop = new CancellationTokenSource();
        var watching = Task.WhenAll(_cluster.Nodes.Select(node => WatchAsync(node, before, before + 60)));

        var written = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => _cluster.SetAsync(Key($"many{i}"), i)));

        Assert.Equal(60, written.Select(w => w.Revision).Distinct().Count());
        Assert.Equal(before + 60, written.Max(w => w.Revision));
        foreach (var seen in await watching)
        {
            Assert.Equal(seen.Order(), seen);
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    /// <summary>The revisions that a node tells of, until it has them all.</summary>
    private async Task<List<long>> WatchAsync(string node, long from, long to)
    {
        var seen = new List<long>();
        var since = from;
        while (since < to)
        {
            var view = (await _cluster.SendAsync(node, "GET", $"?since={since}&wait=20s")).Read(ContractsJson.Default.SettingsView);
            Assert.False(view.Full);
            seen.AddRange(view.Items.Select(i => i.Revision).Order());
            since = view.Revision;
        }

        return seen;
    }

    [Fact]
    public async Task Removed_IsToldToWhoReadsOn()
    {
        var written = await _cluster.SetAsync(Key("gone"), 1);
        var primary = await _cluster.PrimaryAsync();
        await _cluster.SendAsync(primary, "DELETE", SettingsCluster.PathOf(Key("gone")), null, AgentHost.Admin, ("If-Match", $"\"{written.Revision}\""));
        await _cluster.EverywhereAsync(written.Revision + 1);

        foreach (var node in _cluster.Nodes)
        {
            var view = (await _cluster.SendAsync(node, "GET", $"?since={written.Revision}")).Read(ContractsJson.Default.SettingsView);
            Assert.Contains(Key("gone"), view.Removed);
        }
    }

    [Fact]
    public async Task NodeScoped_IsRefused_AndNamesThePattern()
    {
        var answer = await _cluster.TrySetAsync(await _cluster.PrimaryAsync(), "own.name", "x");

        Assert.Equal((409, "node-scoped"), (answer.Code, answer.Problem.Name));
        Assert.Contains("'own.*'", answer.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effective_IsTheClusterOverlaidByTheNode()
    {
        var written = await _cluster.SetAsync("theme", "light");
        await _cluster.SetAsync(Key("plain"), true);
        await _cluster.EverywhereAsync(written.Revision + 1);

        var effective = (await _cluster.SendAsync("node2", "GET", "/effective", null, AgentHost.App)).Read(ContractsJson.Default.EffectiveSettingsView);

        var theme = effective.Items.Single(i => i.Key == "theme");
        Assert.Equal(("dark", "local"), (theme.Value.GetString(), theme.Source));
        Assert.Equal("cluster", effective.Items.Single(i => i.Key == Key("plain")).Source);

        // It is applied a moment before it is known that this is the newest.
        await Eventually.TrueAsync(
            async () => !(await _cluster.SendAsync("node2", "GET", "/effective", null, AgentHost.App)).Read(ContractsJson.Default.EffectiveSettingsView).Stale, "node2 has the newest");
    }

    [Theory]
    [InlineData("a key/with %2F and ü", 201)]
    [InlineData("$schema/x", 400)]
    public async Task Keys_AreOpaque_ButOurOwnAreKept(string key, int expected)
    {
        var answer = await _cluster.TrySetAsync(await _cluster.PrimaryAsync(), key[0] == '$' ? key : key + _prefix, 1);

        Assert.Equal(expected, answer.Code);
    }

    [Fact]
    public async Task Value_TooLarge_OrNoJson_IsRefused()
    {
        var primary = await _cluster.PrimaryAsync();

        Assert.Equal(413, (await _cluster.TrySetAsync(primary, Key("big"), new string('x', 70_000))).Code);
        var broken = await _cluster.SendAsync(primary, "PUT", SettingsCluster.PathOf(Key("b")), "{\"value\": hunter2", AgentHost.Admin, ("If-None-Match", "*"));
        Assert.Equal(400, broken.Code);
        Assert.DoesNotContain("hunter2", broken.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/status")]
    [InlineData("GET", "/export")]
    [InlineData("GET", "/history")]
    [InlineData("POST", "/import")]
    [InlineData("POST", "/rollback")]
    public async Task Application_MayNot(string method, string path) =>
        Assert.Equal(403, (await _cluster.SendAsync(await _cluster.PrimaryAsync(), method, path, method == "POST" ? "{}" : null, AgentHost.App)).Code);

    [Fact]
    public async Task Status_TellsWhatEveryNodeHasApplied()
    {
        var written = await _cluster.SetAsync(Key("status"), 1);
        await _cluster.EverywhereAsync(written.Revision);

        await ClusterGateway.Testing.Waiting.Eventually.TrueAsync(async () =>
        {
            var status = (await _cluster.SendAsync("node1", "GET", "/status")).Read(ContractsJson.Default.SettingsStatusView);
            return status is { Stale: null, Members.Count: 3 } && status.Members.All(m => m.Applied >= written.Revision);
        }, "the heartbeats tell that every node has applied it");
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

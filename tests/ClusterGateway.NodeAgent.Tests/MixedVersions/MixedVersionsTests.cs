using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Screening;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.MixedVersions;

/// <summary>An agent beside one of a newer version (F22): what that one wrote survives, and takes nobody down.</summary>
public sealed class MixedVersionsTests : IAsyncLifetime
{
    private static readonly (string, string) Secret = ("Encryption:Secrets:0", "a secret of the agents, long enough");

    private AgentCluster _cluster = null!;
    private IClusterStore _store = null!;
    private NewerVersion _newer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await StartAsync();
        _store = _cluster.OpenStore();
        _newer = new NewerVersion(_store);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Settings_OfANewerVersion_SurviveAWriteOfThisOne_AndAreFollowed()
    {
        await SendAsync(201, "PUT", "/settings/items/theme", """{"value":"dark"}""", ("If-None-Match", "*"));
        await _newer.WriteSettingsAsync(
            "merge", ("theme", new() { ["value"] = "light", ["labels"] = new JsonArray("a") }), ("logo", new() { ["blob"] = "iVBORw0KGgo=" }));
        await Eventually.TrueAsync(async () => (await SendAsync(200, "GET", "/settings")).Contains("\"revision\":2,", StringComparison.Ordinal), "the step was followed");

        await SendAsync(200, "PUT", "/settings/items/theme", """{"value":"blue"}""", ("If-Match", "\"2\""));
        var (item, head) = (await _newer.ReadAsync(ItemOf("theme")), await _newer.ReadAsync(SettingsEntries.Head));
        Assert.Equal(("blue", "a", 7), ((string?)item["value"], (string?)item["labels"]?[0], (int?)head["format"]));
        Assert.Equal("iVBORw0KGgo=", (string?)(await _newer.ReadAsync(ItemOf("logo")))["blob"]);
        foreach (var path in new[] { "", "?since=1", "/effective", "/status", "/history", "/diff?from=1", "/export", "/items/logo" })
        {
            Assert.NotEmpty(await SendAsync(200, "GET", "/settings" + path));
        }

        Assert.Contains("\"merge\"", await SendAsync(200, "GET", "/settings/history"), StringComparison.Ordinal);
        await SendAsync(204, "DELETE", "/settings/items/theme", body: null, ("If-Match", "\"3\""));
        await SendAsync(200, "POST", "/settings/rollback?apply=true", """{"to":2}""");
        Assert.Equal("a", (string?)(await _newer.ReadAsync(ItemOf("theme")))["labels"]?[0]);

        // A node that joins takes all of it from the store at once.
        var joined = await _cluster.AddAsync("node2", settings: Secret);
        await Eventually.TrueAsync(
            async () => (await joined.Http.GetStringAsync("/v1/settings")).Contains("\"revision\":5,", StringComparison.Ordinal), "the newcomer has the settings");
    }

    [Fact]
    public async Task Schema_OfANewerVersion_StillSaysWhatIsSecret()
    {
        await SendAsync(201, "PUT", "/settings/items/first", """{"value":1}""", ("If-None-Match", "*"));
        await _newer.WriteSettingsAsync("schema", (SettingKey.SchemaPrefix + "portal", new()
        {
            ["value"] = new JsonObject
            {
                ["items"] = new JsonArray(
                    new JsonObject { ["key"] = "wait", ["type"] = "duration" },
                    new JsonObject { ["key"] = "mac", ["type"] = "string", ["pattern"] = "(?<=x)y" },
                    new JsonObject { ["key"] = "token", ["type"] = new JsonArray("string", "null"), ["secret"] = true },
                    new JsonObject { ["key"] = "path", ["minimum"] = "short", ["nodeScoped"] = true },
                    new JsonObject { ["pattern"] = "no key" },
                    "a reference to elsewhere"),
            },
        }));
        await Eventually.TrueAsync(async () => (await SendAsync(200, "GET", "/settings/schema")).Contains("token", StringComparison.Ordinal), "the schema is known");

        await SendAsync(201, "PUT", "/settings/items/wait", """{"value":"5s"}""", ("If-None-Match", "*"));
        await SendAsync(201, "PUT", "/settings/items/mac", """{"value":"anything"}""", ("If-None-Match", "*"));
        await SendAsync(201, "PUT", "/settings/items/token", """{"value":"canary"}""", ("If-None-Match", "*"));
        Assert.DoesNotContain("canary", (await _newer.ReadAsync(ItemOf("token"))).ToJsonString(), StringComparison.Ordinal);
        await SendAsync(409, "PUT", "/settings/items/path", """{"value":"/here"}""", ("If-None-Match", "*"));
    }

    [Fact]
    public async Task Certificate_OfANewerVersion_IsActivatedWithAllOfIt()
    {
        using var authority = new TestAuthority();
        var pair = authority.Issue(["newer.example"]);
        var body = new JsonObject { ["certificates"] = pair.Certificate + authority.IssuerPem, ["key"] = pair.Key }.ToJsonString();
        await SendAsync(201, "PUT", "/certificates/newer?force=true", body, ("If-None-Match", "*"));
        await _newer.EditAsync(CertificateKeys.StagedOf("newer"), record => (record["ocsp"], record["key"]) = (new JsonObject { ["staple"] = "abc" }, "ML-DSA 65"));

        Assert.Contains("ML-DSA 65", await SendAsync(200, "GET", "/certificates"), StringComparison.Ordinal);
        await SendAsync(200, "POST", "/certificates/newer/activate");

        var active = await _newer.ReadAsync(CertificateKeys.ActiveOf("newer"));
        Assert.Equal(("abc", "ML-DSA 65"), ((string?)active["ocsp"]?["staple"], (string?)active["key"]));
        Assert.NotNull((string?)active["activatedAt"]);
    }

    [Fact]
    public async Task Block_OfANewerVersion_KeepsItsMembers_AndOthersThanNetworksArePassedOver()
    {
        const string Path = "/screening/blocks/203.0.113.9";
        var key = ScreeningKeys.Block(AddressRange.Of(IPAddress.Parse("203.0.113.9"), 32, 64)!.Value);
        await SendAsync(201, "PUT", Path, """{"reason":"first"}""");
        await _newer.EditAsync(key, record => record["country"] = "AQ");
        await _newer.WriteAsync(ScreeningKeys.Blocks + "as64500", new JsonObject { ["network"] = 64500 });

        await SendAsync(200, "PUT", Path, """{"reason":"second"}""");

        var record = await _newer.ReadAsync(key);
        Assert.Equal(("second", "AQ"), ((string?)record["reason"], (string?)record["country"]));
        var list = JsonSerializer.Deserialize(await SendAsync(200, "GET", "/screening/blocks"), ContractsJson.Default.BlockListView)!;
        Assert.Equal(["203.0.113.9/32"], list.Items.Select(block => block.Cidr));
        await SendAsync(204, "DELETE", Path);
        Assert.NotNull(await _store.GetAsync(ScreeningKeys.Blocks + "as64500", CancellationToken.None));
    }

    private static async Task<AgentCluster> StartAsync()
    {
        var cluster = new AgentCluster();
        await cluster.AddAsync("node1", settings: Secret);
        await cluster.SettledAsync();
        return cluster;
    }

    private static string ItemOf(string key) => SettingsEntries.Prefix + "items/" + EntryName.Of(key);

    private async Task<string> SendAsync(int expected, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/v1" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _cluster["node1"].Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text;
    }
}

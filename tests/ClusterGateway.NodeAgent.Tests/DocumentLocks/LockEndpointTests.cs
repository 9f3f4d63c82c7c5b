using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class LockEndpointTests(LockWireTests.Fixture fixture) : IClassFixture<LockWireTests.Fixture>, IDisposable
{
    private readonly HttpClient _app = fixture.Agent.Client(AgentHost.App);
    private readonly string _file = $"{Guid.NewGuid():N}.docx";

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Lock_WithOwnerAndTtl_TellsWhatIsHeld()
    {
        var (status, view) = await PostAsync($"/v1/locks/{_file}", """{"lockId":"a","ttl":"10m","owner":"Ann"}""");

        Assert.Equal(201, status);
        Assert.Equal((_file, "a", "Ann"), ((string?)view!["resource"], (string?)view["lockId"], (string?)view["owner"]));
        Assert.Equal(600, (double)view["expiresIn"]!);
        var found = (await _app.GetFromJsonAsync($"/v1/locks/{_file}", ContractsJson.Default.LockView))!;
        Assert.Equal((_file, "a", "Ann"), (found.Resource, found.LockId, found.Owner));
        Assert.InRange(found.ExpiresIn.TotalSeconds, 500, 600);
        Assert.InRange(found.AcquiredAt, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task List_CountAsked_TellsHowManyThereAreOnAllPages()
    {
        foreach (var i in Enumerable.Range(1, 3))
        {
            await PostAsync($"/v1/locks/{_file}{i}", """{"lockId":"a"}""");
        }

        var counted = JsonNode.Parse(await _app.GetStringAsync($"/v1/locks?prefix={_file}&limit=1&count=true"))!.AsObject();
        var plain = JsonNode.Parse(await _app.GetStringAsync($"/v1/locks?prefix={_file}&limit=1"))!.AsObject();

        Assert.Equal((3, 1), ((int)counted["total"]!, counted["items"]!.AsArray().Count));
        Assert.False(plain.ContainsKey("total"));
    }

    [Fact]
    public async Task Lock_HeldUnderAnotherId_TellsIdTimeAndOwner()
    {
        await PostAsync($"/v1/locks/{_file}", """{"lockId":"a","owner":"Ann"}""");

        var (status, problem) = await PostAsync($"/v1/locks/{_file}", """{"lockId":"b","owner":"Bob"}""");

        Assert.Equal(409, status);
        Assert.Equal("urn:clustergateway:problem:lock-conflict", (string?)problem!["type"]);
        Assert.Equal(("a", "Ann"), ((string?)problem["currentLockId"], (string?)problem["owner"]));
        Assert.InRange((double)problem["expiresIn"]!, 1500, 1800);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("", "null")]
    [InlineData("", "")]
    [InlineData("", """{"lockId":"café"}""")]
    [InlineData("", """{"lockId":"a\nb"}""")]
    [InlineData("", """{"lockId":" a"}""")]
    [InlineData("", """{"lockId":7}""")]
    [InlineData("", """{"lockId":"a","ttl":59}""")]
    [InlineData("", """{"lockId":"a","ttl":3600.5}""")]
    [InlineData("", """{"lockId":"a","ttl":"soon"}""")]
    [InlineData("/refresh", """{"lockId":"a","ttl":59}""")]
    [InlineData("/swap", """{"lockId":"a"}""")]
    [InlineData("/swap", """{"oldLockId":"a"}""")]
    [InlineData("/swap", """{"oldLockId":"a","lockId":"b","ttl":0}""")]
    [InlineData("/release", "{}")]
    public async Task Post_BadBody_IsInvalidRequest(string suffix, string body)
    {
        var (status, problem) = await PostAsync($"/v1/locks/{_file}{suffix}", body);

        Assert.Equal(400, status);
        Assert.Equal("urn:clustergateway:problem:invalid-request", (string?)problem!["type"]);
        Assert.Equal("", await CurrentAsync(_file));
    }

    [Fact]
    public async Task Resource_EncodedOnceOrTwice_IsAnotherFile()
    {
        Assert.Equal(201, (await PostAsync("/v1/locks/dir%2Fa%20b.docx", """{"lockId":"once"}""")).Status);
        Assert.Equal(201, (await PostAsync("/v1/locks/dir%252Fa%20b.docx", """{"lockId":"twice"}""")).Status);

        Assert.Equal("once", await CurrentAsync("dir/a b.docx"));
        Assert.Equal("twice", await CurrentAsync("dir%2Fa b.docx"));
        using var wopi = new LockClient(fixture.Agent, wopi: true);
        Assert.Equal("once", await wopi.CurrentAsync("dir/a b.docx"));
    }

    [Fact]
    public async Task List_ManyLocks_InPagesByPrefix()
    {
        var folder = $"{Guid.NewGuid():N}/ä+b";
        var names = Enumerable.Range(0, 23).Select(i => $"{folder}/{i}.docx").ToHashSet();
        var deep = $"{folder}/{new string('x', 600)}";
        foreach (var name in names.Append($"{deep}/1").Append($"{deep}/2").Append($"{deep[..^1]}/3"))
        {
            await PostAsync($"/v1/locks/{Uri.EscapeDataString(name)}", """{"lockId":"a"}""");
        }

        Assert.Equal(26, (await ListAsync($"{folder}/", limit: 7)).Count);
        Assert.Equal(names, (await ListAsync($"{folder}/", limit: 1000)).Where(r => r.EndsWith(".docx", StringComparison.Ordinal)).ToHashSet());
        Assert.Equal([$"{deep}/1", $"{deep}/2"], (await ListAsync($"{deep}/", limit: 2)).Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync(folder.ToUpperInvariant(), limit: 100));
        Assert.Subset((await ListAsync("", limit: 100)).ToHashSet(), names);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?after=%00")]
    public async Task List_BadQuery_IsInvalidRequest(string query)
    {
        using var response = await _app.GetAsync(new Uri("/v1/locks" + query, UriKind.Relative));

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Break_ByAnAdministrator_ReleasesItAndTellsNoNames()
    {
        await PostAsync($"/v1/locks/{_file}", """{"lockId":"secret-id","owner":"Ann"}""");
        using var admin = fixture.Agent.Client(AgentHost.Admin);
        using var body = Json("""{"reason":"her laptop burned"}""");

        using var broken = await admin.PostAsync(new Uri($"/v1/locks/{_file}/break", UriKind.Relative), body);
        using var again = await admin.PostAsync(new Uri($"/v1/locks/{_file}/break", UriKind.Relative), content: null);

        Assert.Equal((204, 204), ((int)broken.StatusCode, (int)again.StatusCode));
        Assert.Equal("", await CurrentAsync(_file));
        var events = "";
        await Eventually.TrueAsync(
            async () => (events = await admin.GetStringAsync(new Uri("/v1/events?limit=1000", UriKind.Relative)))
                .Contains(EventTypes.LockBroken, StringComparison.Ordinal),
            "the event is in the log");
        var written = Assert.Single(JsonNode.Parse(events)!["items"]!.AsArray(), e => (string?)e!["type"] == EventTypes.LockBroken);
        Assert.Equal(("admin", "her laptop burned"), ((string?)written!["actor"], (string?)written["reason"]));
        Assert.DoesNotContain(_file, events, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", events, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", events, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/locks", "admin app")]
    [InlineData("GET", "/v1/locks/x", "admin app")]
    [InlineData("POST", "/v1/locks/x", "admin app")]
    [InlineData("POST", "/v1/locks/x/refresh", "app")]
    [InlineData("POST", "/v1/locks/x/release", "app")]
    [InlineData("POST", "/v1/locks/x/swap", "app")]
    [InlineData("POST", "/v1/locks/x/break", "admin")]
    [InlineData("POST", "/wopi/locks/x", "app")]
    public async Task Endpoint_Audience_LetsOnlyThoseIn(string method, string path, string allowed)
    {
        (string Name, string? Token)[] callers =
            [("nobody", null), ("admin", AgentHost.Admin), ("gateway", AgentHost.Gateway), ("agent", AgentHost.Agent), ("app", AgentHost.App)];
        foreach (var (name, token) in callers)
        {
            using var http = fixture.Agent.Client(token);
            using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            var status = (int)response.StatusCode;
            var expected = name == "nobody" ? 401 : allowed.Split(' ').Contains(name) ? 0 : 403;
            Assert.True(expected == status || (expected == 0 && status is not 401 and not 403 and < 500), $"{name}: {status}");
        }
    }

    [Fact]
    public async Task Store_Away_Is503AndLocksAreKept()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        using var client = new LockClient(cluster["node1"], wopi: true);
        await client.LockAsync(_file, "a");

        cluster["node1"].Store.Cut();

        Assert.Equal(new LockReply(503, null), await client.SendAsync("UNLOCK", _file, "a"));
        Assert.Equal(new LockReply(503, null), await client.SendAsync("GET_LOCK", _file));
        cluster["node1"].Store.Heal();
        Assert.Equal(new LockReply(409, "a"), await client.LockAsync(_file, "b"));
        Assert.Equal(200, (await client.SendAsync("UNLOCK", _file, "a")).Status);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesPathsAndTheirParameters()
    {
        var document = JsonNode.Parse(await _app.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!["paths"]!;

        foreach (var path in (string[])["", "/refresh", "/release", "/swap", "/break"])
        {
            var parameters = document[$"/v1/locks/{{resource}}{path}"]!["post"]!["parameters"]!.AsArray();
            Assert.Contains(parameters, p => (string?)p!["name"] == "resource" && (string?)p["in"] == "path" && (bool)p["required"]!);
        }

        Assert.Contains(document["/v1/locks"]!["get"]!["parameters"]!.AsArray(), p => (string?)p!["name"] == "after");
        Assert.Contains(document["/wopi/locks/{fileId}"]!["post"]!["parameters"]!.AsArray(), p => (string?)p!["name"] == "X-WOPI-Lock");
    }

    [Fact]
    public async Task Metrics_AfterOperations_CountThemByOutcome()
    {
        await PostAsync($"/v1/locks/{_file}", """{"lockId":"a"}""");
        await PostAsync($"/v1/locks/{_file}", """{"lockId":"b"}""");

        var text = await _app.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Contains("clustergateway_locks_operations_total{operation=\"lock\",outcome=\"taken\"} ", text, StringComparison.Ordinal);
        Assert.Contains("clustergateway_locks_operations_total{operation=\"lock\",outcome=\"conflict\"} ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_file, text, StringComparison.Ordinal);
    }

    private async Task<(int Status, JsonNode? Body)> PostAsync(string path, string body)
    {
        using var content = Json(body);
        using var response = await _app.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private async Task<string?> CurrentAsync(string file)
    {
        using var client = new LockClient(fixture.Agent, wopi: false);
        return await client.CurrentAsync(file);
    }

    private async Task<List<string>> ListAsync(string prefix, int limit)
    {
        var found = new List<string>();
        string? after = null;
        do
        {
            var query = $"?prefix={Uri.EscapeDataString(prefix)}&limit={limit}" + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}");
            var page = (await _app.GetFromJsonAsync("/v1/locks" + query, ContractsJson.Default.PageLockView))!;
            Assert.InRange(page.Items.Count, 0, limit);
            found.AddRange(page.Items.Select(l => l.Resource));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(found.Count, found.Distinct().Count());
        return found;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

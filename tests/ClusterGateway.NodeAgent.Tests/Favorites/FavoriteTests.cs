using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Favorites;

public abstract class FavoriteTests
{
    private static readonly string[] Nodes = ["node1", "node2", "node3"];

    private readonly IAgents _agents;
    private readonly string _user = $"u-{Guid.NewGuid():N}";

    private protected FavoriteTests(IAgents agents) => _agents = agents;

    [Fact]
    public async Task Put_NewThenAgain_IsCreatedThenOk_AndIsOnEveryNodeAtOnce()
    {
        var created = await ItemAsync("node1", "PUT", "report.docx");
        Assert.Equal(["report.docx"], await ItemsAsync("node3"));

        Assert.Equal((201, "report.docx"), (created.Code, created.Read(ContractsJson.Default.FavoriteView).Item));
        Assert.Equal(200, (await ItemAsync("node2", "PUT", "report.docx")).Code);
        Assert.Equal(412, (await ItemAsync("node2", "PUT", "report.docx", ("If-None-Match", "*"))).Code);
        Assert.Equal(201, (await ItemAsync("node2", "PUT", "other.docx", ("If-None-Match", "*"))).Code);
    }

    [Theory]
    [InlineData("PUT", "If-Match", "*", 200, 412)]
    [InlineData("PUT", "If-Match", "\"1\"", 412, 412)]
    [InlineData("PUT", "If-Match", "abc", 400, 400)]
    [InlineData("PUT", "If-None-Match", "*", 412, 201)]
    [InlineData("PUT", "If-None-Match", "\"1\"", 200, 201)]
    [InlineData("PUT", "If-None-Match", "abc", 400, 400)]
    [InlineData("DELETE", "If-Match", "*", 204, 412)]
    [InlineData("DELETE", "If-Match", "\"1\"", 412, 412)]
    [InlineData("DELETE", "If-Match", "abc", 400, 400)]
    [InlineData("DELETE", "If-None-Match", "*", 412, 204)]
    public async Task Change_OnACondition_IsHonored(string method, string header, string value, int there, int absent)
    {
        await ItemAsync("node1", "PUT", "there");

        Assert.Equal(there, (await ItemAsync("node2", method, "there", (header, value))).Code);
        Assert.Equal(absent, (await ItemAsync("node2", method, "absent", (header, value))).Code);

        string[] items = [.. absent == 201 ? ["absent"] : Array.Empty<string>(), .. there == 204 ? [] : new[] { "there" }];
        Assert.Equal(items, await ItemsAsync("node3"));
    }

    [Fact]
    public async Task Put_WithAnyBody_IsTheSame()
    {
        Assert.Equal(201, (await _agents.SendAsync("node1", "PUT", $"/v1/users/{_user}/favorites/a", "{}")).Code);
        Assert.Equal(200, (await _agents.SendAsync("node1", "PUT", $"/v1/users/{_user}/favorites/a", "not even JSON")).Code);
    }

    [Fact]
    public async Task Delete_Twice_IsFine_AndItIsGoneEverywhere()
    {
        await ItemAsync("node1", "PUT", "a");
        await ItemAsync("node1", "PUT", "b");

        Assert.Equal(204, (await ItemAsync("node2", "DELETE", "a")).Code);
        Assert.Equal(204, (await ItemAsync("node3", "DELETE", "a")).Code);

        Assert.Equal(["b"], await ItemsAsync("node1"));
    }

    [Fact]
    public async Task Put_AnExistingOne_WritesNothing()
    {
        await ItemAsync("node1", "PUT", "a");
        await using var store = _agents.Cluster.OpenStore();
        var before = await store.GetAsync($"favorites/{_user}/a", CancellationToken.None);

        await ItemAsync("node2", "PUT", "a");

        Assert.Equal(before!.Revision, (await store.GetAsync($"favorites/{_user}/a", CancellationToken.None))!.Revision);
    }

    [Fact]
    public async Task Changes_OfDifferentItemsAtOnce_AreAllThere()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ItemAsync(Nodes[i % 3], "PUT", $"old{i}")));

        var changes = await Task.WhenAll(Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            ItemAsync(Nodes[i % 3], "DELETE", $"old{i}"), ItemAsync(Nodes[(i + 1) % 3], "PUT", $"new{i}"),
        }));

        Assert.All(changes, c => Assert.Contains(c.Code, new[] { 201, 204 }));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"new{i}").Order(StringComparer.Ordinal), await ItemsAsync("node1"));
    }

    [Fact]
    public async Task Put_SameItemHundredTimesAtOnce_IsNewOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ItemAsync(Nodes[i % 3], "PUT", "same")));

        Assert.Single(answers, a => a.Code == 201);
        Assert.All(answers, a => Assert.InRange(a.Code, 200, 201));
    }

    [Fact]
    public async Task List_Unchanged_Is304OnEveryNode_AndAnyChangeIsNot()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await ItemAsync("node1", "PUT", $"item{i}");
        }

        var path = $"/v1/users/{_user}/favorites?limit=3";
        var tag = (await _agents.SendAsync("node1", "GET", path)).Tag!;
        Assert.StartsWith("\"", tag, StringComparison.Ordinal);
        Assert.Equal((304, ""), await KnownAsync(tag));

        await ItemAsync("node2", "DELETE", "item1");
        Assert.Equal(200, (await KnownAsync(tag)).Code);
        await ItemAsync("node2", "PUT", "item1");
        Assert.Equal(304, (await KnownAsync(tag)).Code);

        // The page holds the same three items, but nothing follows it any more.
        await ItemAsync("node3", "DELETE", "item3");
        await ItemAsync("node3", "DELETE", "item4");
        Assert.Equal(200, (await KnownAsync(tag)).Code);

        async Task<(int Code, string Body)> KnownAsync(string known)
        {
            var answer = await _agents.SendAsync("node3", "GET", path, headers: ("If-None-Match", known));
            return (answer.Code, answer.Body);
        }
    }

    [Fact]
    public async Task List_InPages_HoldsEachOnce_AndNobodyElses()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            await ItemAsync("node1", "PUT", $"item{i}");
        }

        await _agents.SendAsync("node1", "PUT", $"/v1/users/{_user}%2Fitem/favorites/x");
        await _agents.SendAsync("node1", "PUT", $"/v1/users/{_user}0/favorites/x");

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"item{i}"), await ItemsAsync("node2", limit: 3));
        Assert.Empty(await ItemsAsync("node2", user: "nobody at all"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb c?d#e;f=g+h&i")]
    [InlineData("€", 1000)]
    [InlineData("\ud83d\ude00", 2048)]
    public async Task Names_OfAnyKind_AreDecodedOnceAndKept(string text, int times = 1)
    {
        var name = string.Concat(Enumerable.Repeat(text, times));
        var user = times > 1 ? name : name + _user;
        var path = $"/v1/users/{Uri.EscapeDataString(user)}/favorites/{Uri.EscapeDataString(name)}";

        Assert.InRange((await _agents.SendAsync("node1", "PUT", path)).Code, 200, 201);

        Assert.Equal([name], await ItemsAsync("node2", user: user));
        Assert.Equal(204, (await _agents.SendAsync("node3", "DELETE", path)).Code);
        Assert.Empty(await ItemsAsync("node1", user: user));
    }

    [Theory]
    [InlineData("GET", "favorites?limit=0", 400)]
    [InlineData("GET", "favorites?limit=1001", 400)]
    [InlineData("GET", "favorites?limit=x", 400)]
    [InlineData("GET", "favorites?after=%0A", 400)]
    [InlineData("PUT", "favorites", 405)]
    [InlineData("GET", "favorites/a", 405)]
    [InlineData("GET", "favorites/a/b", 404)]
    public async Task Request_Bad_IsToldSo(string method, string rest, int code) =>
        Assert.Equal(code, (await _agents.SendAsync("node1", method, $"/v1/users/{_user}/{rest}")).Code);

    [Fact]
    public async Task Names_TooLong_AreInvalidRequests()
    {
        var tooLong = new string('n', 4097);

        Assert.Equal(400, (await ItemAsync("node1", "PUT", tooLong)).Code);
        Assert.Equal(400, (await _agents.SendAsync("node1", "GET", $"/v1/users/{tooLong}/favorites")).Code);
    }

    private Task<Answer> ItemAsync(string node, string method, string item, params (string, string)[] headers) =>
        _agents.SendAsync(node, method, $"/v1/users/{_user}/favorites/{Uri.EscapeDataString(item)}", headers: headers);

    /// <summary>The items of all pages.</summary>
    private async Task<List<string>> ItemsAsync(string node, string? user = null, int limit = 1000)
    {
        var items = new List<string>();
        string? after = null;
        do
        {
            var cursor = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var answer = await _agents.SendAsync(node, "GET", $"/v1/users/{Uri.EscapeDataString(user ?? _user)}/favorites?limit={limit}{cursor}");
            Assert.Equal(200, answer.Code);
            var page = answer.Read(ContractsJson.Default.PageFavoriteView);
            items.AddRange(page.Items.Select(f => f.Item));
            after = page.Next;
        }
        while (after is not null);

        return items;
    }
}

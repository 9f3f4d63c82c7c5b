using System.Net;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

/// <summary>What callers can get wrong is told, and never an error of ours.</summary>
public sealed class LinkInputTests(LinkInputTests.OneAgent agent) : IClassFixture<LinkInputTests.OneAgent>
{
    private static readonly string Long = new('x', 5000);

    public static TheoryData<string> BadLinks => new(
        "", "null", "[]", "{", "\"x\"", "{}",
        """{"target":"t"}""",
        """{"target":null,"owner":"o"}""",
        """{"target":"","owner":"o"}""",
        """{"target":"t","owner":""}""",
        """{"target":5,"owner":"o"}""",
        """{"target":"\ud800","owner":"o"}""",
        """{"target":"t","owner":"o","permissions":"read"}""",
        """{"target":"t","owner":"o","permissions":[]}""",
        """{"target":"t","owner":"o","permissions":[null]}""",
        """{"target":"t","owner":"o","permissions":["a b"]}""",
        $$"""{"target":"t","owner":"o","permissions":["{{Long}}"]}""",
        """{"target":"t","owner":"o","permissions":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}""",
        """{"target":"t","owner":"o","password":""}""",
        """{"target":"t","owner":"o","password":"\udc00"}""",
        $$"""{"target":"t","owner":"o","password":"{{Long}}"}""",
        """{"target":"t","owner":"o","expiresIn":0}""",
        """{"target":"t","owner":"o","expiresIn":0.5}""",
        """{"target":"t","owner":"o","expiresIn":-1}""",
        """{"target":"t","owner":"o","expiresIn":"11 years"}""",
        """{"target":"t","owner":"o","expiresIn":"4000d"}""",
        """{"target":"t","owner":"o","expiresIn":1e300}""",
        """{"target":"t","owner":"o","maxDownloads":0}""",
        """{"target":"t","owner":"o","maxDownloads":1000000001}""",
        """{"target":"t","owner":"o","maxDownloads":1.5}""",
        """{"target":"t","owner":"o","maxDownloads":99999999999999999999}""",
        $$"""{"target":"t","owner":"o","note":"{{Long}}"}""",
        $$"""{"target":"{{Long}}","owner":"o"}""",
        $$"""{"target":"t","owner":"{{Long}}"}""",
        """{"target":"t","owner":"o","maxDownload":1}""");

    [Theory]
    [MemberData(nameof(BadLinks))]
    public async Task Create_Bad_IsInvalidRequest(string body) => await RefusedAsync(HttpMethod.Post, "/v1/links", body);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"owner":"other"}""")]
    [InlineData("""{"target":"other"}""")]
    [InlineData("""{"maxDownload":1}""")]
    [InlineData("""{"maxDownloads":0}""")]
    [InlineData("""{"password":""}""")]
    [InlineData("""{"permissions":[]}""")]
    [InlineData("""{"permissions":{"read":true}}""")]
    [InlineData("""{"expiresIn":false}""")]
    [InlineData("""{"expiresIn":0}""")]
    [InlineData("""{"note":5}""")]
    public async Task Change_Bad_IsInvalidRequest(string body)
    {
        var made = await agent.Calls.CreateAsync(new ShareLinkRequest { Owner = "o", Target = "t" });

        await RefusedAsync(HttpMethod.Patch, "/v1/links/" + made.Id, body, ("If-Match", "*"));

        Assert.Equal("o", (await agent.Calls.FindAsync(made.Id)).Link.Owner);
    }

    [Theory]
    [InlineData("/v1/links/resolve", "")]
    [InlineData("/v1/links/resolve", "null")]
    [InlineData("/v1/links/resolve", "{}")]
    [InlineData("/v1/links/resolve", """{"token":null}""")]
    [InlineData("/v1/links/resolve", """{"token":5}""")]
    [InlineData("/v1/links/resolve", """{"token":"\ud800"}""")]
    [InlineData("/v1/links/resolve", """{"token":"x","client":7}""")]
    [InlineData("/v1/links/consume", "{}")]
    [InlineData("/v1/links/consume", """{"grant":null}""")]
    [InlineData("/v1/links/consume", "[1]")]
    public async Task Access_Bad_IsInvalidRequest(string path, string body) => await RefusedAsync(HttpMethod.Post, path, body);

    [Fact]
    public async Task Resolve_PasswordTooLong_IsInvalidRequest() =>
        await RefusedAsync(HttpMethod.Post, "/v1/links/resolve", $$"""{"token":"x","password":"{{Long}}"}""");

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=x")]
    [InlineData("?after=")]
    [InlineData("?after=%00")]
    [InlineData("?owner=")]
    [InlineData("?target=")]
    public async Task List_Bad_IsInvalidRequest(string query) => await RefusedAsync(HttpMethod.Get, "/v1/links" + query, null);

    [Theory]
    [InlineData(" ")]
    [InlineData("with space")]
    [InlineData("tab\tinside")]
    [InlineData("a,b", "c")]
    public async Task Create_BadIdempotencyKey_IsInvalidRequest(params string[] keys) => await RefusedAsync(
        HttpMethod.Post, "/v1/links", """{"target":"t","owner":"o"}""", [.. keys.Select(key => ("Idempotency-Key", key))]);

    [Fact]
    public async Task Create_LongIdempotencyKey_IsInvalidRequest() => await RefusedAsync(
        HttpMethod.Post, "/v1/links", """{"target":"t","owner":"o"}""", ("Idempotency-Key", new string('k', 256)));

    [Fact]
    public async Task Create_NoJson_Is415()
    {
        using var content = new StringContent("owner=o&target=t", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await agent.Calls.Http.PostAsync("/v1/links", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Create_BodyTooLarge_Is413()
    {
        using var answer = await agent.Calls.SendAsync(HttpMethod.Post, "/v1/links", $$"""{"target":"{{new string('x', 70_000)}}"}""");

        Assert.Equal((413, "too-large"), await LinkCalls.OutcomeAsync(answer));
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("..%2F..")]
    [InlineData("AAAAAAAAAAA%2F")]
    [InlineData("%00AAAAAAAAAAA")]
    public async Task Find_NoId_IsNotFound(string id)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var answer = await agent.Calls.SendAsync(method, "/v1/links/" + id, method == HttpMethod.Patch ? "{}" : null, ("If-Match", "*"));

            Assert.True((int)answer.StatusCode is 404 or 405 or 400, $"{method} {id}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Audiences_AreThoseOfTheContract()
    {
        var made = await agent.Calls.CreateAsync(new ShareLinkRequest { Owner = "audience", Target = "t" });
        (string Path, HttpMethod Method, string? Body, bool Admin)[] routes =
        [
            ("/v1/links", HttpMethod.Get, null, true),
            ("/v1/links", HttpMethod.Post, """{"target":"t","owner":"o"}""", true),
            ($"/v1/links/{made.Id}", HttpMethod.Get, null, true),
            ($"/v1/links/{made.Id}", HttpMethod.Patch, "{}", true),
            ("/v1/links/resolve", HttpMethod.Post, $$"""{"token":"{{made.Token}}"}""", false),
            ("/v1/links/consume", HttpMethod.Post, """{"grant":"x"}""", false),
            ($"/v1/links/{made.Id}", HttpMethod.Delete, null, true),
        ];
        foreach (var (path, method, body, admin) in routes)
        {
            Assert.Equal(401, await StatusAsync(null));
            Assert.Equal(403, await StatusAsync(AgentHost.Gateway));
            Assert.Equal(403, await StatusAsync(AgentHost.Agent));
            Assert.Equal(admin, await StatusAsync(AgentHost.Admin) is not 403);

            async Task<int> StatusAsync(string? token)
            {
                using var http = agent.Host.Client(token);
                using var answer = await new LinkCalls(http).SendAsync(method, path, body, ("If-Match", "*"));
                return (int)answer.StatusCode;
            }
        }
    }

    [Fact]
    public async Task Create_SameIdempotencyKeyOfAnotherAudience_IsAnotherLink()
    {
        using var http = agent.Host.Client(AgentHost.Admin);
        var link = new ShareLinkRequest { Owner = "key", Target = "t" };
        var key = ("Idempotency-Key", "one-key-of-two-callers");

        var ofApp = await agent.Calls.CreateAsync(link, key);
        var ofAdmin = await new LinkCalls(http).CreateAsync(link, key);

        Assert.NotEqual(ofApp.Id, ofAdmin.Id);
    }

    private async Task RefusedAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var answer = await agent.Calls.SendAsync(method, path, body, headers);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal((400, "invalid-request"), await LinkCalls.OutcomeAsync(answer));
    }

    public sealed class OneAgent : IAsyncLifetime
    {
        private AgentCluster Cluster { get; } = new();

        internal AgentHost Host => Cluster["node1"];

        internal LinkCalls Calls { get; private set; } = null!;

        public async Task InitializeAsync() => Calls = new LinkCalls((await Cluster.AddAsync("node1")).Client(AgentHost.App));

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}

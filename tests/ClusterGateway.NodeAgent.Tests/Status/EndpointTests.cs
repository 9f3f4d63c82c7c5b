using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Status;

public sealed class EndpointTests(EndpointTests.Fixture fixture) : IClassFixture<EndpointTests.Fixture>
{
    [Theory]
    [InlineData("GET", "/v1/self", "admin gateway agent app")]
    [InlineData("GET", "/v1/members", "admin gateway agent app")]
    [InlineData("GET", "/v1/members/node1", "admin gateway agent app")]
    [InlineData("GET", "/v1/leader", "admin gateway agent app")]
    [InlineData("GET", "/v1/events", "admin gateway agent app")]
    [InlineData("GET", "/v1/gateways", "admin gateway agent app")]
    [InlineData("GET", "/v1/keyring", "gateway")]
    [InlineData("POST", "/v1/members/node9/drain", "admin")]
    [InlineData("POST", "/v1/admin/activate", "admin")]
    [InlineData("DELETE", "/v1/members/node9", "admin")]
    [InlineData("POST", "/v1/leader/switchover", "admin")]
    [InlineData("POST", "/v1/events", "admin app")]
    [InlineData("PUT", "/v1/gateways/g1", "gateway")]
    [InlineData("GET", "/v1/sessions", "admin app")]
    [InlineData("DELETE", "/v1/sessions?node=node9", "admin app")]
    [InlineData("GET", "/v1/sessions/s", "app")]
    [InlineData("PUT", "/v1/sessions/s", "app")]
    [InlineData("DELETE", "/v1/sessions/s", "app")]
    [InlineData("POST", "/v1/sessions/s/touch", "app")]
    [InlineData("GET", "/v1/users/u/favorites", "app")]
    [InlineData("PUT", "/v1/users/u/favorites/f", "app")]
    [InlineData("DELETE", "/v1/users/u/favorites/f", "app")]
    public async Task Endpoint_Audience_LetsOnlyThoseIn(string method, string path, string allowed)
    {
        Assert.Equal(401, await fixture.SendAsync(method, path, token: null));
        Assert.Equal(401, await fixture.SendAsync(method, path, token: "nobody-knows-this-token"));
        foreach (var (name, token) in Fixture.Tokens)
        {
            var status = await fixture.SendAsync(method, path, token);
            Assert.True(allowed.Split(' ').Contains(name) ? status is not 401 and not 403 and < 500 : status == 403, $"{name}: {status}");
        }
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/readyz?verbose")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health")]
    [InlineData("/primary")]
    [InlineData("/read-write")]
    [InlineData("/read-only")]
    [InlineData("/leader")]
    [InlineData("/liveness")]
    [InlineData("/readiness")]
    public async Task Endpoint_Open_NeedsNoToken(string path) => Assert.Equal(200, await fixture.SendAsync("GET", path, token: null));

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Probe_AnyOfItsMethods_TellsTheRole(string method)
    {
        Assert.Equal(200, await fixture.SendAsync(method, "/primary", token: null));
        Assert.Equal(503, await fixture.SendAsync(method, "/secondary", token: null));
        Assert.Equal(200, await fixture.SendAsync(method, "/leader", token: null));
        Assert.Equal(503, await fixture.SendAsync(method, "/replica", token: null));
        Assert.Equal(503, await fixture.SendAsync(method, "/primary?term=1234567", token: null));
        Assert.Equal(503, await fixture.SendAsync(method, "/primary?term=x", token: null));
    }

    [Fact]
    public async Task OpenApi_Document_DescribesTheInterface()
    {
        using var http = fixture.Agent.Client(token: null);
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));

        var paths = document.RootElement.GetProperty("paths");

        Assert.All(
            ["/v1/self", "/v1/members/{id}", "/v1/leader", "/v1/events", "/v1/gateways", "/v1/keyring", "/primary", "/v1/sessions",
                "/v1/sessions/{id}", "/v1/sessions/{id}/touch", "/v1/users/{user}/favorites", "/v1/users/{user}/favorites/{item}"],
            path => Assert.True(paths.TryGetProperty(path, out _), path));
    }

    [Fact]
    public async Task Self_Enums_AreWrittenByName()
    {
        using var http = fixture.Agent.Client(AgentHost.App);

        var text = await http.GetStringAsync(new Uri("/v1/self", UriKind.Relative));

        Assert.Contains("\"role\":\"primary\"", text, StringComparison.Ordinal);
        Assert.Contains("\"health\":\"healthy\"", text, StringComparison.Ordinal);
        Assert.Contains("\"administrativeState\":\"active\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/members/node1/drain", "{")]
    [InlineData("/v1/members/node1/drain", "{\"deadline\":\"soon\"}")]
    [InlineData("/v1/members/node1/drain", "[]")]
    [InlineData("/v1/members/node1/drain", "{\"deadline\":0}")]
    [InlineData("/v1/leader/switchover", "nonsense")]
    [InlineData("/v1/events", "null")]
    [InlineData("/v1/events", "{}")]
    public async Task Post_BadBody_Is400(string path, string body) => Assert.Equal(400, await fixture.SendAsync("POST", path, AgentHost.Admin, body));

    [Fact]
    public async Task Request_HugeHeader_IsRefusedAndTheAgentLives()
    {
        using var http = fixture.Agent.Client(AgentHost.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/self");
        request.Headers.TryAddWithoutValidation("X-Huge", new string('x', 1024 * 1024));
        try
        {
            using var response = await http.SendAsync(request);
            Assert.Equal(431, (int)response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The agent closed the connection while the header was still being sent.
        }

        Assert.Equal(200, await fixture.SendAsync("GET", "/livez", token: null));
    }

    [Fact]
    public async Task Store_Away_MembershipIsServed_EventsAre503()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        cluster["node1"].Store.Cut();

        Assert.Equal(200, await cluster["node1"].StatusAsync("/v1/members"));
        Assert.Equal(200, await cluster["node1"].StatusAsync("/v1/self"));
        Assert.Equal(503, await cluster["node1"].StatusAsync("/v1/events"));
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public static readonly (string Name, string Token)[] Tokens =
            [("admin", AgentHost.Admin), ("gateway", AgentHost.Gateway), ("agent", AgentHost.Agent), ("app", AgentHost.App)];

        private AgentCluster? _cluster;

        internal AgentHost Agent => _cluster!["node1"];

        public async Task InitializeAsync() => _cluster = await AgentCluster.StartAsync("node1");

        public async Task DisposeAsync() => await _cluster!.DisposeAsync();

        public async Task<int> SendAsync(string method, string path, string? token, string? body = null)
        {
            using var http = Agent.Client(token);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }
}

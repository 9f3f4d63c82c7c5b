using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

/// <summary>Whatever a caller sends, it is told what is wrong with it.</summary>
public sealed class SessionInputTests(SharedAgents<InMemoryFixture> agents) : IClassFixture<SharedAgents<InMemoryFixture>>
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"user":"ann"}""")]
    [InlineData("""{"instance":"i1"}""")]
    [InlineData("""{"user":"","instance":"i1"}""")]
    [InlineData("""{"user":null,"instance":"i1"}""")]
    [InlineData("""{"user":7,"instance":"i1"}""")]
    [InlineData("""{"user":"\ud800","instance":"i1"}""")]
    [InlineData("""{"user":"ann","instance":""}""")]
    [InlineData("""{"user":"ann","instance":"i1","node":""}""")]
    [InlineData("""{"user":"ann","instance":"i1","node":"a b"}""")]
    [InlineData("""{"user":"ann","instance":"i1","node":"a/b"}""")]
    public async Task Put_BadBody_IsInvalidRequest(string body) => Assert.Equal(400, await CodeAsync("PUT", "/v1/sessions/bad", body));

    [Theory]
    [InlineData("PUT", "", "If-Match")]
    [InlineData("PUT", "", "If-None-Match")]
    [InlineData("POST", "/touch", "If-Match")]
    [InlineData("DELETE", "", "If-Match")]
    public async Task Change_UnreadableCondition_IsInvalidRequest(string method, string rest, string header)
    {
        const string Held = """{"user":"ann","instance":"i1"}""";
        await ((IAgents)agents).SendAsync("node1", "PUT", "/v1/sessions/conditional", Held);

        var answer = await ((IAgents)agents).SendAsync(
            "node1", method, "/v1/sessions/conditional" + rest, method == "PUT" ? Held : null, headers: (header, "abc"));

        Assert.Equal((400, "invalid-request"), (answer.Code, answer.Problem.Name));
    }

    [Fact]
    public async Task Put_TextsTooLong_AreRefused()
    {
        Assert.Equal(400, await CodeAsync("PUT", "/v1/sessions/bad", $$"""{"user":"{{new string('u', 4097)}}","instance":"i1"}"""));
        Assert.Equal(400, await CodeAsync("PUT", "/v1/sessions/bad", $$"""{"user":"ann","instance":"{{new string('i', 257)}}"}"""));
        Assert.Equal(413, await CodeAsync("PUT", "/v1/sessions/bad", $$"""{"user":"{{new string('u', 70_000)}}","instance":"i1"}"""));
        Assert.Equal(400, await CodeAsync("GET", $"/v1/sessions/{new string('i', 4097)}"));
        Assert.Equal(414, await CodeAsync("GET", $"/v1/sessions/{new string('i', 64_000)}{new string('i', 20_000)}"));
    }

    [Theory]
    [InlineData("GET", "?limit=0")]
    [InlineData("GET", "?limit=1001")]
    [InlineData("GET", "?limit=x")]
    [InlineData("GET", "?after=%0A")]
    [InlineData("GET", "?after=%E2%82%AC")]
    [InlineData("GET", "?after=")]
    [InlineData("GET", "?user=")]
    [InlineData("GET", "?node=")]
    [InlineData("GET", "?node=a%2Fb")]
    [InlineData("GET", "?user=ann&node=%E2%82%AC")]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "?node=")]
    [InlineData("DELETE", "?instanceNot=")]
    [InlineData("DELETE", "?node=node1&instanceNot=")]
    [InlineData("DELETE", "?node=a%20b&instanceNot=i1")]
    public async Task List_BadQuery_IsInvalidRequest(string method, string query) =>
        Assert.Equal(400, await CodeAsync(method, "/v1/sessions" + query));

    [Theory]
    [InlineData("GET", "/v1/sessions/%00")]
    [InlineData("GET", "/v1/sessions/%ED%A0%80")]
    [InlineData("GET", "/v1/sessions/%")]
    [InlineData("GET", "/v1/sessions/%zz")]
    [InlineData("GET", "/v1/sessions/a/../b")]
    [InlineData("POST", "/v1/sessions/a")]
    [InlineData("GET", "/v1/sessions/a/touch")]
    [InlineData("PUT", "/v1/sessions")]
    public async Task Path_Odd_IsNeverAnErrorOfOurs(string method, string path) =>
        Assert.InRange((await ((IAgents)agents).SendAsync("node1", method, path)).Code, 200, 499);

    [Theory]
    [InlineData("If-Match", "nonsense")]
    [InlineData("If-Match", "\"")]
    [InlineData("If-None-Match", ",,,")]
    public async Task Put_BadCondition_IsNeverAnErrorOfOurs(string name, string value)
    {
        var answer = await ((IAgents)agents).SendAsync("node1", "PUT", "/v1/sessions/bad", """{"user":"ann","instance":"i1"}""", headers: (name, value));

        Assert.InRange(answer.Code, 200, 499);
    }

    private async Task<int> CodeAsync(string method, string path, string? body = null)
    {
        var answer = await ((IAgents)agents).SendAsync("node1", method, path, body);
        Assert.True(answer.Code is 414 || answer.Problem.Status == answer.Code, answer.Body);
        return answer.Code;
    }
}

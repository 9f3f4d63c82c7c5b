using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class AdministrationTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Fact]
    public async Task WhoAmI_OnThePrimary_AnswersWhatTheAgentSays()
    {
        await using var portal = shared.Open();

        var whoami = await portal.Http.GetFromJsonAsync<JsonObject>("/admin/whoami");

        Assert.Equal("""{"node":"node1","role":"primary","term":7}""", whoami!.ToJsonString());
    }

    [Fact]
    public async Task Admin_SignedIn_ShowsMembersAndSessionsEncoded()
    {
        await using var portal = shared.Open();
        await portal.SignInAsync();

        var login = await portal.SignInAsAdminAsync();
        var page = await portal.Http.GetStringAsync("/admin");

        Assert.Equal("/admin", login.Headers.Location?.OriginalString);
        Assert.Contains("path=/admin", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("The primary is <strong>node1</strong>, in term <strong>7</strong>", page, StringComparison.Ordinal);
        Assert.Contains("alice", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;here&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_WithAUsersSessionOnly_AsksToSignIn()
    {
        await using var portal = shared.Open();
        await portal.SignInAsync();

        var browser = await portal.GetAsync("/admin", "text/html");
        var program = await portal.GetAsync("/admin");

        Assert.Equal("/admin/login?next=%2Fadmin", browser.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/login")]
    [InlineData("/admin/whatever")]
    public async Task Admin_OnASecondary_IsRefused(string path)
    {
        await using var portal = shared.Open();
        await portal.SignInAsAdminAsync();
        portal.Agent.Role = NodeRole.Secondary;

        var answer = await portal.GetAsync(path);
        var whoami = await portal.Http.GetFromJsonAsync<JsonObject>("/admin/whoami");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("urn:clustergateway:problem:not-primary", (string?)problem!["type"]);
        Assert.Equal("secondary", (string?)whoami!["role"]);
    }

    [Theory]
    [InlineData("6", HttpStatusCode.OK)]
    [InlineData("7", HttpStatusCode.OK)]
    [InlineData("8", HttpStatusCode.Conflict)]
    public async Task Admin_UnderTheGatewaysTerm_IsRefusedWhenSomebodyElseWasElectedSince(string term, HttpStatusCode expected)
    {
        await using var portal = shared.Open();
        portal.Http.DefaultRequestHeaders.Add("Cluster-Term", term);

        Assert.Equal(expected, (await portal.GetAsync("/admin/login")).StatusCode);
    }

    [Fact]
    public async Task Agent_Away_OnlyAdministrationNotices()
    {
        await using var portal = await PortalUnderTest.StartAsync();
        await portal.SignInAsync();
        await portal.Agent.DisposeAsync();

        var admin = await portal.GetAsync("/admin");
        var whoami = await portal.GetAsync("/admin/whoami");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (admin.StatusCode, whoami.StatusCode));
        Assert.NotNull(admin.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync("/files")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync("/healthz")).StatusCode);
    }
}

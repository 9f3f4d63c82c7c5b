using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class SignInTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Fact]
    public async Task Login_RightPassword_OpensASessionOfThisNode()
    {
        await using var portal = shared.Open();

        var login = await portal.SignInAsync();
        var whoami = await portal.Http.GetFromJsonAsync<JsonObject>("/whoami");

        Assert.Equal(HttpStatusCode.SeeOther, login.StatusCode);
        Assert.Equal("/", login.Headers.Location?.OriginalString);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^portal-session=[\\w-]{43}; path=/; samesite=lax; httponly$", cookie);
        Assert.Equal(("alice", "node1"), ((string?)whoami!["user"], (string?)whoami["node"]));
        Assert.DoesNotContain((string)whoami["session"]!, cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "")]
    [InlineData("Alice", "wonder<land>")]
    [InlineData("admin", "secret")]
    [InlineData("\"><script>", "x")]
    public async Task Login_WrongCredentials_IsRefusedWithoutACookie(string user, string password)
    {
        await using var portal = shared.Open();

        var login = await portal.PostAsync("/login", ("user", user), ("password", password));

        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
        Assert.False(login.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await portal.GetAsync("/whoami")).StatusCode);
    }

    [Fact]
    public async Task Session_InAnotherProcess_IsSignedOut()
    {
        await using var one = await PortalUnderTest.StartAsync();
        await using var other = await PortalUnderTest.StartAsync();
        var cookie = (await one.SignInAsync()).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var request = new HttpRequestMessage(HttpMethod.Get, other.Url + "/whoami");
        request.Headers.Add("Cookie", cookie);
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Logout_EndsTheSession()
    {
        await using var portal = shared.Open();
        await portal.SignInAsync();

        await portal.PostAsync("/logout");

        Assert.Equal(HttpStatusCode.Unauthorized, (await portal.GetAsync("/whoami")).StatusCode);
    }

    [Theory]
    [InlineData("/files", "/files")]
    [InlineData("/files/a%20b?download", "/files/a%20b?download")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("", "/")]
    public async Task Login_WithNext_LeadsToThisSiteOnly(string next, string expected)
    {
        await using var portal = shared.Open();

        var login = await portal.PostAsync("/login", ("user", "alice"), ("password", "wonder<land>"), ("next", next));

        Assert.Equal(expected, login.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "SELF", HttpStatusCode.SeeOther)]
    public async Task Login_FromAnotherSite_IsRefused(string header, string value, HttpStatusCode expected)
    {
        await using var portal = shared.Open();
        portal.Http.DefaultRequestHeaders.Add(header, value == "SELF" ? portal.Url : value);

        Assert.Equal(expected, (await portal.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task Pages_SignedOut_LeadABrowserToTheSignInAndRefuseAProgram()
    {
        await using var portal = shared.Open();

        var browser = await portal.GetAsync("/files?x=1", "text/html,application/xhtml+xml,*/*;q=0.8");
        var program = await portal.GetAsync("/files", "application/json");

        Assert.Equal("/login?next=%2Ffiles%3Fx%3D1", browser.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
        Assert.Equal("application/problem+json", program.Content.Headers.ContentType?.MediaType);
    }
}

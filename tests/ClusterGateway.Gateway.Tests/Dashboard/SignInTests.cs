using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class SignInTests
{
    [Fact]
    public async Task Overview_NotSignedIn_LeadsToTheSignIn()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);

        using var response = await gateway.Management.GetAsync("/");

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task SignIn_AdminToken_SetsACookieThatOnlyThisSiteGets_AndThatTellsNothing()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);

        using var response = await visitor.SignInAsync(RunningGateway.AdminToken);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith("clustergateway-session=", StringComparison.Ordinal));
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(RunningGateway.AdminToken, cookie, StringComparison.Ordinal);
        Assert.Contains("Sign out", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("gateway-secret")]
    [InlineData("")]
    public async Task SignIn_AnotherToken_IsRefused_AndSetsNoSession(string token)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);

        using var response = await visitor.SignInAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("not the admin token", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], value => value.StartsWith("clustergateway-session=", StringComparison.Ordinal));
        using var overview = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.SeeOther, overview.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutTheTokenOfThePage_IsRefused()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);

        using var response = await visitor.PostAsync("/sign-in", ("token", RunningGateway.AdminToken));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var overview = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.SeeOther, overview.StatusCode);
    }

    [Fact]
    public async Task SignIn_ManyAttempts_EvenTheRightOneWaits()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = new Visitor(gateway);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var early = await visitor.PostAsync("/sign-in", ("token", "guess"));
            Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        }

        using var response = await visitor.SignInAsync(RunningGateway.AdminToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);

        using var response = await visitor.PostAsync("/sign-out", ("__RequestVerificationToken", await visitor.TokenAsync("/")));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        using var overview = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.SeeOther, overview.StatusCode);
    }

    [Fact]
    public async Task Session_IsGoodOnEveryGatewayOfTheRing_UntilTheTokenIsReplaced()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var first = await RunningGateway.StartAsync(WithRing(n1, RunningGateway.AdminToken));
        await using var second = await RunningGateway.StartAsync(WithRing(n1, RunningGateway.AdminToken));
        await using var replaced = await RunningGateway.StartAsync(WithRing(n1, "another-token"));
        RunningGateway[] gateways = [first, second, replaced];
        await Eventually.TrueAsync(() => gateways.All(gateway => gateway.Service<IKeyRingState>().Ready), "every gateway has the ring");
        using var visitor = await Visitor.SignedInAsync(first);

        using var there = await visitor.At(second).GetAsync("/");
        using var elsewhere = await visitor.At(replaced).GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, elsewhere.StatusCode);
    }

    [Fact]
    public async Task SignIn_RingNotReadable_SaysWhy()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await n1.StopAgentAsync();
        await using var gateway = await RunningGateway.StartAsync(WithRing(n1, RunningGateway.AdminToken));

        using var response = await gateway.Management.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("no keys for sign-ins", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static JsonObject WithRing(FakeNodeAgent node, string token)
    {
        var configuration = RunningGateway.Cluster(node);
        var section = configuration["ClusterGateway"]!;
        section["Name"] = "test";
        section["KeyRing"] = new JsonObject { ["Secrets"] = "a-secret-of-all-gateways" };
        section["Tokens"]!["AdminHash"] = Convert.ToHexStringLower(TokenVerifier.Hash(token));
        return configuration;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Hosting.Tests.Tokens;

public sealed class TokenTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Bearer nobody", HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Basic YWRtaW4tbmV3", HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Bearer app", HttpStatusCode.Forbidden, "forbidden")]
    [InlineData("Bearer admin-new", HttpStatusCode.OK, null)]
    [InlineData("bearer admin-old", HttpStatusCode.OK, null)]
    public async Task Request_WithAToken_IsAnsweredByItsAudience(string? authorization, HttpStatusCode status, string? problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(problem, problem is null ? null : (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
        Assert.Equal(status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Contains(new AuthenticationHeaderValue("Bearer")));
    }

    /// <summary>Its keys would be written into the home of the program's user, and nobody needs them.</summary>
    [Fact]
    public void AddTokens_BringsNoDataProtectionAlong() =>
        Assert.DoesNotContain(new ServiceCollection().AddTokens(new TokenVerifier([])), service => service.ServiceType == typeof(IDataProtectionProvider));
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;

namespace ClusterGateway.Hosting.Tests.Problems;

public sealed class ProblemTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("{")]
    [InlineData("""{"number":"x"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Post_ABadBody_IsInvalidRequest(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Http.PostAsync(new Uri("/echo", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("invalid-request", (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_IsNotFound()
    {
        using var response = await host.Http.GetAsync(new Uri("/nothing", UriKind.Relative));

        Assert.Equal("not-found", (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
    }

    [Fact]
    public async Task Of_AnUnavailability_CarriesRetryAfterInWholeSeconds()
    {
        using var response = await host.Http.GetAsync(new Uri("/busy", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
    }
}

using ClusterGateway.Gateway.Screening.Counting;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Tests.Screening;

public sealed class LoginRouteTests
{
    [Theory]
    [InlineData("POST", "/login", true)]
    [InlineData("POST", "/LOGIN/", true)]
    [InlineData("post", "//login", true)]
    [InlineData("POST", "/login;jsessionid=1", true)]
    [InlineData("POST", "/auth/basic/token", true)]
    [InlineData("POST", "/auth", false)]
    [InlineData("POST", "/login/help", false)]
    [InlineData("GET", "/login", false)]
    public void Includes_OtherSpellings_AreTheSame(string method, string path, bool expected)
    {
        var route = Route(("Scope", "web"), ("Path", "/login, /auth/*"))!;
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path) = (method, path);

        Assert.Equal(expected, route.Includes(request));
    }

    [Theory]
    [InlineData(null, "401", "200 302 403 500")]
    [InlineData("401, 403", "401 403", "402 404")]
    [InlineData("400-499", "400 422 499", "399 500")]
    public void IsFailure_ByStatus(string? status, string failures, string others)
    {
        var route = status is null ? Route(("Scope", "web"))! : Route(("Scope", "web"), ("FailureStatus", status))!;

        Assert.All(failures.Split(' '), text => Assert.True(route.IsFailure(int.Parse(text, null))));
        Assert.All(others.Split(' '), text => Assert.False(route.IsFailure(int.Parse(text, null))));
    }

    [Fact]
    public void Of_WithoutScope_IsNone() => Assert.Null(Route(("Path", "/login")));

    [Theory]
    [InlineData("Scope", "web", true)]
    [InlineData("Scope", "a b", false)]
    [InlineData("Path", "/login, /x", true)]
    [InlineData("Path", "login", false)]
    [InlineData("Methods", "POST, PUT", true)]
    [InlineData("Methods", " ", false)]
    [InlineData("FailureStatus", "401-403, 429", true)]
    [InlineData("FailureStatus", "403-401", false)]
    [InlineData("FailureStatus", "4xx", false)]
    [InlineData("Status", "401", false)]
    public void Mistake_IsFound(string key, string value, bool right) => Assert.Equal(right, LoginRoute.Mistake(LoginRoute.Prefix + key, value) is null);

    private static LoginRoute? Route(params (string Key, string Value)[] metadata) =>
        LoginRoute.Of(new RouteConfig { RouteId = "r", Metadata = metadata.ToDictionary(m => LoginRoute.Prefix + m.Key, m => m.Value) });
}

using ClusterGateway.Gateway.Redaction;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Tests.Redaction;

public sealed class RedactPathTests
{
    [Theory]
    [InlineData("/s/{token}", "true", "/s/")]
    [InlineData("/share/links/{**rest}", "True", "/share/links/")]
    [InlineData("s/{token}", "true", "/s/")]
    [InlineData("/file-{id}/x", "true", "/")]
    [InlineData("{**path}", "true", "/")]
    [InlineData(null, "true", "/")]
    [InlineData("{**path}", "/s/", "/s/")]
    [InlineData("{**path}", "/s/, /public/dl/", "/s/ /public/dl/")]
    [InlineData("/s/{token}", "false", "")]
    [InlineData("/s/{token}", null, "")]
    [InlineData("/s/{token}", "yes", "/")]
    public void PrefixesOf_Route(string? path, string? value, string prefixes)
    {
        var route = new RouteConfig
        {
            RouteId = "r",
            Match = new RouteMatch { Path = path },
            Metadata = value is null ? null : new Dictionary<string, string> { [RedactPath.MetadataKey] = value },
        };

        Assert.Equal(prefixes, string.Join(' ', RedactPath.PrefixesOf(route)));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", true)]
    [InlineData("/s/", true)]
    [InlineData("/s/,/t/", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData(",", false)]
    [InlineData("/s", false)]
    [InlineData("s/", false)]
    [InlineData("//", false)]
    [InlineData("/%73/", false)]
    [InlineData("yes", false)]
    public void Mistake_Value(string value, bool right) => Assert.Equal(right, RedactPath.Mistake(value) is null);
}

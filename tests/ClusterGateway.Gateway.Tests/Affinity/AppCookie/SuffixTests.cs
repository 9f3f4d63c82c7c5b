using ClusterGateway.Gateway.Affinity.AppCookie;

namespace ClusterGateway.Gateway.Tests.Affinity.AppCookie;

public sealed class SuffixTests
{
    [Theory]
    [InlineData("k=1f~n1", "k=1f")]
    [InlineData("a=1~n1;  k=1f~n1 ; k=2~n2;b=k=3~n3", "a=1~n1;  k=1f ; k=2;b=k=3~n3")]
    [InlineData("k=\"1f~n1\"; a=2", "k=\"1f\"; a=2")]
    [InlineData("k=x~y~n1", "k=x~y")]
    [InlineData("k=1f.n1; K=1~n1; kk=2~n1", "k=1f.n1; K=1~n1; kk=2~n1")]
    [InlineData("k=~n1", "k=")]
    [InlineData("k=1f~", "k=1f~")]
    [InlineData("k=1f~x; k=a~n1", "k=1f~x; k=a")]
    [InlineData("k; =~n1;", "k; =~n1;")]
    public void Strip_OneCookie_LeavesEveryOtherByte(string header, string expected) =>
        Assert.Equal(expected, SuffixedCookies.Strip(header, "k", route => route is "n1" or "n2" or "n3").ToString());

    [Theory]
    [InlineData("k=1f; Path=/", "1f")]
    [InlineData("k=1f", "1f")]
    [InlineData(" k = 1f ;Path=/", "1f")]
    [InlineData("k=\"1 f\"; Path=/", "1 f")]
    [InlineData("k=a=b", "a=b")]
    [InlineData("k=; Path=/", "")]
    [InlineData("k=\"\"", "")]
    [InlineData("kk=1; k=2", "")]
    [InlineData("k", "")]
    [InlineData("", "")]
    public void ValueOf_SetCookie_IsTheValueWithoutQuotes(string header, string expected) =>
        Assert.Equal(expected, header[SetCookie.ValueOf(header, "k")]);

    [Theory]
    [InlineData("k=1; Path=/", false)]
    [InlineData("k=1; Max-Age=60", false)]
    [InlineData("k=1; max-age=0", true)]
    [InlineData("k=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0", true)]
    [InlineData("k=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT", true)]
    [InlineData("k=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", false)]
    [InlineData("k=1; Expires=soon", false)]
    [InlineData("k=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=3600", false)]
    [InlineData("k=1; Max-Age=-1; Expires=Thu, 01 Jan 2099 00:00:00 GMT", true)]
    [InlineData("k=1; Max-Age=05", false)]
    [InlineData("k=1; Max-Age=00", true)]
    [InlineData("k=1; Max-Age=-x", false)]
    [InlineData("k=1; Max-Age=0; Max-Age=60", false)]
    public void IsDeletion_SetCookie_ReadsBothAttributes(string header, bool expected) =>
        Assert.Equal(expected, SetCookie.IsDeletion(header, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("/shop;jsessionid=1f.n1", "1f.n1")]
    [InlineData("/a;x=1;jsessionid=1f.n1;y=2/b?c=d", "1f.n1")]
    [InlineData("/a;jsessionid=1f.n1/b;c", "1f.n1")]
    [InlineData("http://host/a;jsessionid=1f.n1?q", "1f.n1")]
    [InlineData("/a?b;jsessionid=1f.n1", null)]
    [InlineData("/a;JSESSIONID=1f.n1;jsessionid2=x;jsessionid", null)]
    [InlineData("", null)]
    public void TryFind_PathParameter_OnlyInThePath(string target, string? expected)
    {
        Assert.Equal(expected is not null, PathParameter.TryFind(target, "jsessionid", out var value));
        Assert.Equal(expected ?? "", value.ToString());
    }
}

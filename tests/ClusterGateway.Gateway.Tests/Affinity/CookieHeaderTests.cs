using ClusterGateway.Gateway.Affinity;

namespace ClusterGateway.Gateway.Tests.Affinity;

public sealed class CookieHeaderTests
{
    [Theory]
    [InlineData("k=1", "", "1")]
    [InlineData("k=1; a=2", "a=2", "1")]
    [InlineData("a=2; k=1", "a=2", "1")]
    [InlineData("a=2; k=1; b=3", "a=2; b=3", "1")]
    [InlineData("a=2;k=1;b=3", "a=2;b=3", "1")]
    [InlineData("k=1; k=2; a=3", "a=3", "1")]
    [InlineData("a=3; k=1; k=2", "a=3", "1")]
    [InlineData("k=1;;  a=3 ;", ";  a=3 ;", "1")]
    [InlineData("kk=1; K=2; a=k=1", "kk=1; K=2; a=k=1", null)]
    [InlineData("k; a=1", "k; a=1", null)]
    [InlineData("a=\"x; k=1\"", "a=\"x", "1\"")]
    [InlineData("", "", null)]
    public void Remove_OneCookie_LeavesEveryOtherByte(string header, string kept, string? value)
    {
        Assert.Equal(kept, CookieHeader.Remove(header, "k"));
        Assert.Equal(value is not null, CookieHeader.TryFind(header, "k", out var found));
        Assert.Equal(value ?? "", found.ToString());
    }
}

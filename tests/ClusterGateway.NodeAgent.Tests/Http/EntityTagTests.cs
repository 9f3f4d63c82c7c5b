using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.NodeAgent.Tests.Http;

/// <summary>The conditions of RFC 9110 §13 on something at revision 7, and on nothing.</summary>
public sealed class EntityTagTests
{
    [Theory]
    [InlineData(null, null, true, null)]
    [InlineData("\"7\"", null, true, null)]
    [InlineData("\"6\", \"7\"", null, true, null)]
    [InlineData("\"6\"", null, true, 412)]
    [InlineData("W/\"7\"", null, true, 412)]
    [InlineData("*", null, true, null)]
    [InlineData("*", null, false, 412)]
    [InlineData("\"7\"", null, false, 412)]
    [InlineData(null, "*", true, 412)]
    [InlineData(null, "*", false, null)]
    [InlineData(null, "W/\"7\"", true, 412)]
    [InlineData(null, "\"6\"", true, null)]
    [InlineData("7", null, true, 400)]
    [InlineData("\"7", null, true, 400)]
    [InlineData(null, "7", false, 400)]
    public void Refuse_Conditions(string? ifMatch, string? ifNoneMatch, bool exists, int? status)
    {
        var request = RequestWith(ifMatch, ifNoneMatch);

        Assert.Equal(status, EntityTags.Refuse(request, exists ? EntityTags.Of(7) : null)?.StatusCode);
    }

    [Fact]
    public void Refuse_ConditionIsRequired_AsksForIt() =>
        Assert.Equal(428, EntityTags.Refuse(RequestWith(null, null), EntityTags.Of(7), required: true)?.StatusCode);

    private static HttpRequest RequestWith(string? ifMatch, string? ifNoneMatch)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfMatch = ifMatch;
        request.Headers.IfNoneMatch = ifNoneMatch;
        return request;
    }
}

using System.Security.Claims;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.NodeAgent.Tests.Http;

public sealed class CallerTests
{
    [Theory]
    [InlineData(TokenAudience.Admin, null, "admin")]
    [InlineData(TokenAudience.Admin, "10.0.0.9", "admin from 10.0.0.9")]
    [InlineData(TokenAudience.Admin, "fd00::9", "admin from fd00::9")]
    [InlineData(TokenAudience.Admin, "somebody else", "admin")]
    [InlineData(TokenAudience.App, "10.0.0.9", "app")]
    public void NameOf_AddressOfAGatewaysAdministrator_StandsBesideTheAudience(TokenAudience audience, string? address, string expected)
    {
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(TokenAuthentication.AudienceClaim, audience.ToString())], "test")) };
        if (address is not null)
        {
            context.Request.Headers[ClusterHeaders.Client] = address;
        }

        Assert.Equal(expected, Caller.NameOf(context));
    }
}

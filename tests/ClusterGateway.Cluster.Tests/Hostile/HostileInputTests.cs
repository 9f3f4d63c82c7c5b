using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Hostile;

/// <summary>What must be refused, and must not hurt anybody else.</summary>
public sealed class HostileInputTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    [Theory]
    [InlineData("gateway")]
    [InlineData("management")]
    [InlineData("agent")]
    [InlineData("app")]
    public async Task Header_OfOneMebibyte_IsRefusedAndEverythingGoesOn(string program)
    {
        var user = (await fixture.SignInAsync(20))[0];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(program));
        request.Headers.Add("X-Large", new string('a', 1024 * 1024));

        Assert.Contains(await StatusOrCutAsync(http, request), new HttpStatusCode?[] { HttpStatusCode.RequestHeaderFieldsTooLarge, null });
        await EverythingGoesOnAsync(user);
    }

    [Theory]
    [InlineData("agent", "/v1/events", "{")]
    [InlineData("agent", "/v1/events", "[[[[[[")]
    [InlineData("agent", "/v1/members/node1/drain", "{\"deadline\":\"never\"}")]
    [InlineData("agent", "/v1/leader/switchover", "\u0000")]
    [InlineData("agent", "/v1/keyring", "{\"id\":5}")]
    [InlineData("management", "/api/v1/nodes/node1/drain", "nonsense")]
    public async Task Body_ThatIsNoJson_IsRefusedAndEverythingGoesOn(string program, string path, string body)
    {
        var user = (await fixture.SignInAsync(20))[0];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address(program), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", path.EndsWith("keyring", StringComparison.Ordinal) ? Cluster.File.Tokens.Gateway : Cluster.File.Tokens.Admin);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, await StatusOrCutAsync(http, request));
        await EverythingGoesOnAsync(user);
    }

    [Theory]
    [InlineData("agent", "/v1/self")]
    [InlineData("agent", "/v1/members")]
    [InlineData("management", "/api/v1/cluster")]
    public async Task Token_ThatNobodyKnows_IsUnauthorized(string program, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address(program), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token-of-this-cluster");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOrCutAsync(http, request));
    }

    private Uri Address(string program) => program switch
    {
        "gateway" => Cluster.Url,
        "management" => Cluster.File.Gateways[0].Management,
        "agent" => Cluster.File.Nodes[0].Agent,
        _ => Cluster.File.Nodes[0].App,
    };

    /// <summary>Null when the server closed the connection before the request was sent whole.</summary>
    private static async Task<HttpStatusCode?> StatusOrCutAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task EverythingGoesOnAsync(SignedIn user)
    {
        Assert.True(await user.KeptAsync());
        Assert.All((await Cluster.StatusAsync()).Nodes, node => Assert.True(node.Serving, $"{node.Id} serves"));
    }
}

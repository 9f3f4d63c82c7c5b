using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class FavoriteTests
{
    [Fact]
    public async Task Star_OnOneNode_IsThereOnTheOtherForItsUserOnly()
    {
        await using var one = await PortalUnderTest.StartAsync();
        await using var other = await one.OnAnotherNodeAsync();
        await one.SignInAsync();
        await other.SignInAsync();
        await one.Http.PutAsync("/files/a%20b.txt", new StringContent("x"));

        var marked = await one.PostAsync(
            "/files/a%20b.txt/favorite", ("token", await one.FormTokenAsync()), ("on", "true"), ("back", "//evil.example"));
        Assert.Equal((HttpStatusCode.SeeOther, "/files"), (marked.StatusCode, marked.Headers.Location?.OriginalString));
        Assert.Contains("a b.txt", await other.Http.GetStringAsync("/favorites"), StringComparison.Ordinal);
        Assert.Equal("a b.txt", await FirstAsync(other));

        await other.SignInAsBobAsync();
        Assert.Null(await FirstAsync(other));
    }

    [Fact]
    public async Task Favorite_OfADeletedDocument_CanBeRemoved()
    {
        await using var portal = await PortalUnderTest.StartAsync();
        await portal.SignInAsync();
        await portal.Http.PutAsync("/favorites/gone.txt", content: null);

        Assert.Contains("No longer there", await portal.Http.GetStringAsync("/favorites"), StringComparison.Ordinal);
        await portal.PostAsync("/files/gone.txt/favorite", ("token", await portal.FormTokenAsync()), ("on", "false"), ("back", "/favorites"));

        Assert.Null(await FirstAsync(portal));
    }

    [Fact]
    public async Task Star_WithoutTheSessionsToken_MarksNothing()
    {
        await using var portal = await PortalUnderTest.StartAsync();
        await portal.SignInAsync();

        var refused = await portal.PostAsync("/files/a.txt/favorite", ("token", "forged"), ("on", "true"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(await FirstAsync(portal));
    }

    private static async Task<string?> FirstAsync(PortalUnderTest portal)
    {
        var answer = await portal.GetAsync("/favorites", "application/json");
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray().FirstOrDefault()?["item"];
    }
}

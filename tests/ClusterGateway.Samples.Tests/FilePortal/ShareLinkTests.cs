using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class ShareLinkTests : IAsyncLifetime, IDisposable
{
    private const string Password = "CANARY-password <&>";

    private readonly TemporaryDirectory _keys = new();
    private PortalUnderTest _alice = null!;
    private PortalUnderTest _visitor = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_keys.At("key"), new string('k', 43));
        _alice = await PortalUnderTest.StartAsync(null, ("Portal:WopiKeyFile", _keys.At("key")));
        _visitor = await _alice.OnAnotherNodeAsync();
        await _alice.SignInAsync();
        await _alice.Http.PutAsync("/files/plan%20b.txt", new StringContent("0123456789"));
    }

    public async Task DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _alice.DisposeAsync();
    }

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Link_OfADocument_IsShownOnceAndListedWithItsDownloads()
    {
        var path = await ShareAsync(("note", "for <Eve>"), ("limit", "3"), ("expires", "1d"));
        var opened = await _visitor.GetAsync($"{path}/download");

        Assert.Equal("0123456789", await opened.Content.ReadAsStringAsync());
        Assert.Equal("attachment", opened.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(("alice", "plan b.txt", 3L), (_alice.Agent.Links.LastMade!.Owner, _alice.Agent.Links.LastMade.Target, _alice.Agent.Links.LastMade.MaxDownloads));
        Assert.Equal(TimeSpan.FromDays(1), _alice.Agent.Links.LastMade.ExpiresIn?.Value);
        var page = await _alice.Http.GetStringAsync("/files/plan%20b.txt/links");
        Assert.Contains("for &lt;Eve&gt;", page, StringComparison.Ordinal);
        Assert.Contains("1 of 3", page, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OnAnyNode_ShowsNameAndSizeAndCountsNothing()
    {
        var path = await ShareAsync();

        var page = await _visitor.GetAsync(path, "text/html");
        var text = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<h1>plan b.txt</h1>", text, StringComparison.Ordinal);
        Assert.Contains("10 bytes", text, StringComparison.Ordinal);
        Assert.Equal(0, _alice.Agent.Links.DownloadsOf("plan b.txt"));
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("noindex", page.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(page.Headers.CacheControl?.NoStore);
        var cookie = page.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches($"(?i)^share-grant=[^;]+; max-age=\\d+; path={path}; samesite=lax; httponly$", cookie);
    }

    [Fact]
    public async Task Download_InPartsAndAgain_CountsOnce()
    {
        var path = await ShareAsync(("limit", "1"));
        await _visitor.GetAsync(path, "text/html");

        using var head = new HttpRequestMessage(HttpMethod.Head, $"{path}/download");
        using var first = new HttpRequestMessage(HttpMethod.Get, $"{path}/download") { Headers = { Range = new RangeHeaderValue(0, 3) } };
        using var rest = new HttpRequestMessage(HttpMethod.Get, $"{path}/download") { Headers = { Range = new RangeHeaderValue(4, null) } };
        var described = await _visitor.Http.SendAsync(head);
        Assert.Equal(0, _alice.Agent.Links.DownloadsOf("plan b.txt"));
        var parts = new[] { await _visitor.Http.SendAsync(first), await _visitor.Http.SendAsync(rest) };

        Assert.Equal((HttpStatusCode.OK, 10L), (described.StatusCode, described.Content.Headers.ContentLength));
        Assert.Equal([HttpStatusCode.PartialContent, HttpStatusCode.PartialContent], parts.Select(part => part.StatusCode));
        Assert.Equal("456789", await parts[1].Content.ReadAsStringAsync());
        Assert.Equal(1, _alice.Agent.Links.DownloadsOf("plan b.txt"));
    }

    [Fact]
    public async Task Visit_WithPassword_OpensByPostAndHoldsOnEveryNode()
    {
        var path = await ShareAsync(("password", Password));

        var asked = await (await _visitor.GetAsync(path, "text/html")).Content.ReadAsStringAsync();
        var direct = await _visitor.GetAsync($"{path}/download", "text/html");
        var program = await _visitor.GetAsync($"{path}/download");
        var wrong = await _visitor.PostAsync(path, "text/html", ("password", "guess"));
        Assert.Contains("This link has a password", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("plan b", asked, StringComparison.Ordinal);
        Assert.Equal(path, direct.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (program.StatusCode, wrong.StatusCode));

        var opened = await _visitor.PostAsync(path, "text/html", ("password", Password));
        Assert.Equal((HttpStatusCode.SeeOther, path), (opened.StatusCode, opened.Headers.Location?.OriginalString));
        Assert.Contains("plan b.txt", await (await _visitor.GetAsync(path, "text/html")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var elsewhere = await WithCookieAsync(_alice.Url + path + "/download", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal("0123456789", await elsewhere.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Visit_OfAPasswordForm_IsAllowedWhereTheBrowserHidesItsOrigin()
    {
        var path = await ShareAsync(("password", Password));
        _visitor.Http.DefaultRequestHeaders.Add("Origin", "null");

        Assert.Equal(HttpStatusCode.SeeOther, (await _visitor.PostAsync(path, ("password", Password))).StatusCode);
    }

    [Fact]
    public async Task Cookie_Forged_OpensNothing()
    {
        var path = await ShareAsync(("password", Password));
        var other = await ShareAsync(("password", "another"));
        var cookie = (await _visitor.PostAsync(path, ("password", Password))).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var parts = cookie.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.Replace("plan b", "plan c", StringComparison.Ordinal)));

        string[] forged =
        [
            $"{parts[0]}.{changed}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{parts[2]}x",
            "share-grant=x", "share-grant=..", "share-grant=eyJhbGciOiJub25lIn0.e30.",
        ];
        foreach (var attempt in forged)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await WithCookieAsync(_visitor.Url + path + "/download", attempt)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await WithCookieAsync(_visitor.Url + other + "/download", cookie)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(_visitor.Url + path + "/download", cookie)).StatusCode);
    }

    [Fact]
    public async Task Visit_OfWhatIsOver_LooksTheSameForEveryReason()
    {
        var usedUp = await ShareAsync(("limit", "1"));
        await WithCookieAsync(_visitor.Url + usedUp + "/download", "none=1");
        var revoked = await ShareAsync();
        var page = await _alice.Http.GetStringAsync("/files/plan%20b.txt/links");
        Assert.Contains("/links/link2/revoke", page, StringComparison.Ordinal);
        await _alice.PostAsync("/files/plan%20b.txt/links/link2/revoke", ("token", await _alice.FormTokenAsync()));
        var orphaned = await ShareAsync();

        var unknown = await OverAsync("/s/unknown");
        Assert.Contains("does not exist or is over", unknown, StringComparison.Ordinal);
        foreach (var path in new[] { usedUp, usedUp + "/download", revoked, "/s/" + new string('x', 300) })
        {
            Assert.Equal(unknown, await OverAsync(path));
        }

        await _alice.Http.DeleteAsync("/files/plan%20b.txt");
        Assert.Equal(unknown, await OverAsync(orphaned));
    }

    [Fact]
    public async Task Revoke_OfSomebodyElsesLink_IsRefused()
    {
        var path = await ShareAsync();
        await _visitor.SignInAsBobAsync();

        var refused = await _visitor.PostAsync("/files/plan%20b.txt/links/link1/revoke", ("token", await _visitor.FormTokenAsync()));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("/links/link1/", await _visitor.Http.GetStringAsync("/files/plan%20b.txt/links"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_TooOften_SaysWhenToTryAgain()
    {
        var path = await ShareAsync(("password", Password));
        _alice.Agent.Links.Busy = true;

        var refused = await _visitor.PostAsync(path, "text/html", ("password", "guess"));

        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(90), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Try again in 2 minutes", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 127.0.0.1", "203.0.113.9")]
    [InlineData(null, "127.0.0.1")]
    public async Task Visit_ThroughTheGateway_TellsTheClientsAddress(string? forwarded, string expected)
    {
        _visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded ?? "");

        await _visitor.GetAsync("/s/unknown");

        Assert.Equal(expected, _alice.Agent.Links.LastVisit?.Client);
    }

    [Fact]
    public async Task Visit_FromAnUntrustedAddress_IsNotBelievedWhatItSays()
    {
        await using var portal = await PortalUnderTest.StartAsync(null, ("Portal:TrustedProxies:0", "10.0.0.0/8"));
        portal.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        await portal.GetAsync("/s/unknown");

        Assert.Equal("127.0.0.1", portal.Agent.Links.LastVisit?.Client);
    }

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "many")]
    [InlineData("expires", "whenever")]
    public async Task Make_WithNonsense_MakesNoLink(string field, string value)
    {
        var page = await MakeAsync((field, value));

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Null(_alice.Agent.Links.LastMade);
    }

    [Fact]
    public async Task Log_AtEveryLevel_HoldsNeitherTokenNorPassword()
    {
        var path = await ShareAsync(("password", Password));
        await _visitor.GetAsync(path, "text/html");
        await _visitor.PostAsync(path, ("password", "CANARY-guess"));
        await _visitor.PostAsync(path, ("password", Password));
        await _visitor.GetAsync($"{path}/download");
        _alice.Agent.Silent = true;
        await _visitor.PostAsync(path, ("password", Password));
        await _alice.PostAsync("/files/plan%20b.txt/links", ("token", "x"), ("password", Password));

        var written = string.Join('\n', _alice.Log.Lines.Concat(_visitor.Log.Lines));
        Assert.Contains("Kestrel", written, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", written, StringComparison.Ordinal);
    }

    private async Task<string> ShareAsync(params (string Name, string Value)[] fields)
    {
        var page = await MakeAsync(fields);
        Assert.Equal(HttpStatusCode.Created, page.StatusCode);
        return "/s/" + (await page.Content.ReadAsStringAsync()).Split($"value=\"{_alice.Url}/s/")[1].Split('"')[0];
    }

    private async Task<HttpResponseMessage> MakeAsync(params (string Name, string Value)[] fields) => await _alice.PostAsync(
        "/files/plan%20b.txt/links", "text/html",
        [("token", await _alice.FormTokenAsync()), .. fields.Any(field => field.Name == "expires") ? [] : new[] { ("expires", "7d") }, .. fields]);

    private async Task<string> OverAsync(string path)
    {
        var answer = await _visitor.GetAsync(path, "text/html");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return string.Join('\n', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"))
            + await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> WithCookieAsync(string url, string cookie)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", cookie } } };
        return await browser.SendAsync(request);
    }
}

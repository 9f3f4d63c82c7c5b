using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Testing.Http;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class WopiTests : IAsyncLifetime, IDisposable
{
    private const string Key = "CANARY-key-of-forty-three-characters-0123456";

    private readonly TemporaryDirectory _keys = new();
    private PortalUnderTest _one = null!;
    private PortalUnderTest _other = null!;
    private string _path = "";
    private string _token = "";

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_keys.At("key"), Key);
        _one = await PortalUnderTest.StartAsync(null, ("Portal:WopiKeyFile", _keys.At("key")));
        _other = await _one.OnAnotherNodeAsync();
        await _one.SignInAsync();
        await _one.Http.PutAsync("/files/d%C3%B6c.wopitest", new StringContent(""));
        var invitation = await _one.Http.GetFromJsonAsync<JsonObject>("/files/d%C3%B6c.wopitest/wopi");
        _path = new Uri((string)invitation!["wopiSrc"]!).AbsolutePath;
        _token = (string)invitation["accessToken"]!;
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task CheckFileInfo_OnAnyNode_DescribesTheDocument()
    {
        var info = await (await SendAsync(_other, HttpMethod.Get, "")).Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal(("döc.wopitest", 0L, "alice"), ((string?)info!["BaseFileName"], (long)info["Size"]!, (string?)info["UserFriendlyName"]));
        foreach (var promise in new[] { "SupportsLocks", "SupportsGetLock", "SupportsExtendedLockLength", "SupportsUpdate", "UserCanWrite" })
        {
            Assert.True((bool)info[promise]!);
        }

        Assert.False((bool)info["SupportsRename"]!);
        Assert.NotEmpty((string)info["Version"]!);
        Assert.NotEmpty((string)info["OwnerId"]!);
    }

    [Fact]
    public async Task Contents_OfANewDocument_GrowUnderALockOnly()
    {
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(_one, "first", lockId: null)).StatusCode);
        var unlocked = await PutAsync(_one, "second", lockId: null);
        Assert.Equal((HttpStatusCode.Conflict, ""), (unlocked.StatusCode, unlocked.Headers.GetValues("X-WOPI-Lock").Single()));

        await LockAsync(_other, "LOCK", "L1");
        var wrong = await PutAsync(_one, "third", "L2");
        Assert.Equal((HttpStatusCode.Conflict, "L1"), (wrong.StatusCode, wrong.Headers.GetValues("X-WOPI-Lock").Single()));
        var written = await PutAsync(_one, "fourth", "L1");
        var read = await SendAsync(_other, HttpMethod.Get, "/contents");
        Assert.Equal((HttpStatusCode.OK, "fourth"), (written.StatusCode, await read.Content.ReadAsStringAsync()));
        Assert.Equal(written.Headers.GetValues("X-WOPI-ItemVersion").Single(), read.Headers.GetValues("X-WOPI-ItemVersion").Single());
    }

    [Fact]
    public async Task Locks_OverTwoNodesAndThePortal_AreOneTable()
    {
        Assert.Equal(HttpStatusCode.OK, (await LockAsync(_one, "LOCK", "shared")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LockAsync(_other, "LOCK", "shared")).StatusCode);
        var conflict = await LockAsync(_other, "LOCK", "mine");
        Assert.Equal((HttpStatusCode.Conflict, "shared"), (conflict.StatusCode, conflict.Headers.GetValues("X-WOPI-Lock").Single()));
        Assert.Equal("shared", (await LockAsync(_other, "GET_LOCK", null)).Headers.GetValues("X-WOPI-Lock").Single());

        using var put = new HttpRequestMessage(HttpMethod.Put, "/files/d%C3%B6c.wopitest") { Content = new StringContent("from a script") };
        Assert.Equal(HttpStatusCode.Conflict, (await _one.Http.SendAsync(put)).StatusCode);
        Assert.Contains("Somebody in an office application is editing", await _one.Http.GetStringAsync("/files"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await LockAsync(_one, "DELETE", null)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await LockAsync(_other, "LOCK", "next", ("X-WOPI-OldLock", "shared"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LockAsync(_one, "REFRESH_LOCK", "next")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LockAsync(_other, "UNLOCK", "next")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await LockAsync(_other, "LOCK", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await LockAsync(_other, "RENAME_FILE", null)).StatusCode);
    }

    [Fact]
    public async Task Conflict_WithAnUnlockedDocument_HasTheEmptyHeaderOnTheWire()
    {
        var answer = await RawClient.SendAsync(
            new Uri(_one.Url),
            $"POST {_path}?access_token={_token} HTTP/1.1\r\nHost: x\r\nX-WOPI-Override: UNLOCK\r\nX-WOPI-Lock: L\r\n"
            + "Content-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 409", answer, StringComparison.Ordinal);
        Assert.Matches("(?im)^X-WOPI-Lock: *\r?$", answer);
    }

    [Fact]
    public async Task Token_ForgedExpiredOrForSomethingElse_OpensNothing()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60).ToUnixTimeSeconds();
        var own = Mint("alice", "döc.wopitest", now);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own));

        await _one.Http.PutAsync("/files/other.wopitest", new StringContent(""));
        string?[] refused =
        [
            null, "", "x", "..", "a.b.c", own + "x", own[..^2], own[..own.LastIndexOf('.')] + ".",
            Mint("alice", "döc.wopitest", 1_000_000_000),
            Mint("alice", "other.wopitest", now),
            Mint("nobody", "döc.wopitest", now),
            Mint("alice", "döc.wopitest", now, audience: "share"),
            Mint("alice", "döc.wopitest", now, key: "another key of more than thirty-two characters"),
            Mint("alice", "döc.wopitest", now, header: """{"alg":"none","typ":"JWT"}"""),
            new string('e', 5000),
        ];
        foreach (var token in refused)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
        }

        _one.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {own}");
        Assert.Equal(HttpStatusCode.OK, (await _one.GetAsync(_path)).StatusCode);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData(".uploads/x")]
    [InlineData("a\u0001b")]
    [InlineData("missing.txt")]
    public async Task FileId_ThatIsNoDocument_IsNotFoundWhateverTheToken(string name)
    {
        var id = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));
        var token = Mint("alice", name, DateTimeOffset.UnixEpoch.AddYears(60).ToUnixTimeSeconds());

        foreach (var path in new[] { $"/wopi/files/{id}", $"/wopi/files/{id}/contents", $"/wopi/files/{Uri.EscapeDataString(name)}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _one.GetAsync($"{path}?access_token={token}")).StatusCode);
        }
    }

    [Fact]
    public async Task PutRelative_BesideTheDocument_FindsANameOrTakesThisOne()
    {
        var first = await RelativeAsync(("X-WOPI-SuggestedTarget", ".pdf"));
        var second = await RelativeAsync(("X-WOPI-SuggestedTarget", ".pdf"));
        var exact = await RelativeAsync(("X-WOPI-RelativeTarget", "+ZYdm+A- 1.txt"));
        var taken = await RelativeAsync(("X-WOPI-RelativeTarget", "+ZYdm+A- 1.txt"));
        var both = await RelativeAsync(("X-WOPI-RelativeTarget", "a.txt"), ("X-WOPI-SuggestedTarget", "b.txt"));
        var outside = await RelativeAsync(("X-WOPI-RelativeTarget", "../a.txt"));

        Assert.Equal("döc.pdf", (string?)(await first.Content.ReadFromJsonAsync<JsonObject>())!["Name"]);
        Assert.Equal("döc (2).pdf", (string?)(await second.Content.ReadFromJsonAsync<JsonObject>())!["Name"]);
        var made = await exact.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("文書 1.txt", (string?)made!["Name"]);
        Assert.Equal(HttpStatusCode.OK, (await _other.GetAsync(new Uri((string)made["Url"]!).PathAndQuery)).StatusCode);
        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.NotImplemented, HttpStatusCode.BadRequest], [taken.StatusCode, both.StatusCode, outside.StatusCode]);
    }

    [Fact]
    public async Task Log_AtEveryLevel_HoldsNeitherTokenNorKey()
    {
        await SendAsync(_one, HttpMethod.Get, "");
        await PutAsync(_one, "x", "L");
        await StatusAsync("CANARY-token");
        _one.Agent.Silent = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PutAsync(_one, "x", "L")).StatusCode);

        var written = string.Join('\n', _one.Log.Lines.Concat(_other.Log.Lines));
        Assert.DoesNotContain("CANARY", written, StringComparison.Ordinal);
        Assert.DoesNotContain(_token, written, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(string? token) =>
        (await _one.GetAsync(token is null ? _path : $"{_path}?access_token={Uri.EscapeDataString(token)}")).StatusCode;

    private Task<HttpResponseMessage> SendAsync(PortalUnderTest portal, HttpMethod method, string suffix, params (string Name, string Value)[] headers) =>
        SendAsync(portal, method, suffix, content: null, headers);

    private async Task<HttpResponseMessage> SendAsync(
        PortalUnderTest portal, HttpMethod method, string suffix, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"{_path}{suffix}?access_token={_token}") { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await portal.Http.SendAsync(request);
    }

    private Task<HttpResponseMessage> LockAsync(PortalUnderTest portal, string operation, string? lockId, params (string Name, string Value)[] more) =>
        SendAsync(portal, HttpMethod.Post, "", [("X-WOPI-Override", operation), .. lockId is null ? [] : new[] { ("X-WOPI-Lock", lockId) }, .. more]);

    private Task<HttpResponseMessage> PutAsync(PortalUnderTest portal, string text, string? lockId) => SendAsync(
        portal, HttpMethod.Post, "/contents", new StringContent(text),
        [("X-WOPI-Override", "PUT"), .. lockId is null ? [] : new[] { ("X-WOPI-Lock", lockId) }]);

    private Task<HttpResponseMessage> RelativeAsync(params (string Name, string Value)[] headers) =>
        SendAsync(_one, HttpMethod.Post, "", new StringContent("relative"), [("X-WOPI-Override", "PUT_RELATIVE"), .. headers]);

    /// <summary>A token as anybody who has the key makes it.</summary>
    private static string Mint(
        string user, string file, long expires, string audience = "wopi", string key = Key, string header = """{"alg":"HS256","typ":"JWT"}""")
    {
        var claims = new JsonObject { ["aud"] = audience, ["sub"] = user, ["file"] = file, ["exp"] = expires };
        var content = $"{Encode(header)}.{Encode(claims.ToJsonString())}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

using System.Net;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class EditorTests : IAsyncLifetime
{
    private PortalUnderTest _alice = null!;
    private PortalUnderTest _bob = null!;

    public async Task InitializeAsync()
    {
        _alice = await PortalUnderTest.StartAsync();
        _bob = await _alice.OnAnotherNodeAsync();
        await _alice.SignInAsync();
        await _bob.SignInAsBobAsync();
        await _alice.Http.PutAsync("/files/note.txt", new StringContent("one\n\n<two>"));
    }

    public async Task DisposeAsync()
    {
        await _bob.DisposeAsync();
        await _alice.DisposeAsync();
    }

    [Fact]
    public async Task Edit_SaveAndClose_HoldsTheLockMeanwhileAndReleasesIt()
    {
        var opened = await EditAsync(_alice, "open");
        var page = await _alice.Http.GetStringAsync("/files/note.txt/edit");

        Assert.Equal((HttpStatusCode.SeeOther, "/files/note.txt/edit"), (opened.StatusCode, opened.Headers.Location?.OriginalString));
        Assert.Equal("alice", _alice.Agent.Locks.Of("note.txt")?.Owner);
        Assert.Contains(">\none\n\n<two></textarea>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("alice is editing", await _bob.Http.GetStringAsync("/files"), StringComparison.Ordinal);

        var saved = await EditAsync(_alice, "save", page, "changed\r\nlines");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("changed\nlines", await _bob.Http.GetStringAsync("/files/note.txt"));
        Assert.NotNull(_alice.Agent.Locks.Of("note.txt"));

        var closed = await EditAsync(_alice, "close", await _alice.Http.GetStringAsync("/files/note.txt/edit"), "done");
        Assert.Equal("/files", closed.Headers.Location?.OriginalString);
        Assert.Equal("done", await _bob.Http.GetStringAsync("/files/note.txt"));
        Assert.Null(_alice.Agent.Locks.Of("note.txt"));
    }

    [Fact]
    public async Task Edit_WhileSomebodyElseDoes_SaysWhoSinceWhenAndOffersToRead()
    {
        await EditAsync(_alice, "open");

        var refused = await EditAsync(_bob, "open");
        var page = await refused.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("alice is editing note.txt", page, StringComparison.Ordinal);
        Assert.Contains("Since 4 Oct 2024", page, StringComparison.Ordinal);
        Assert.Contains("Open read-only", page, StringComparison.Ordinal);
        Assert.Contains("Try again", page, StringComparison.Ordinal);

        await EditAsync(_alice, "cancel");
        Assert.Equal(HttpStatusCode.SeeOther, (await EditAsync(_bob, "open")).StatusCode);
        Assert.Equal("bob", _alice.Agent.Locks.Of("note.txt")?.Owner);
    }

    [Fact]
    public async Task Edit_OfTheSamePersonOnAnotherNode_GoesOnThere()
    {
        await EditAsync(_alice, "open");
        await using var elsewhere = await _alice.OnAnotherNodeAsync();
        await elsewhere.SignInAsync();

        var asked = await (await EditAsync(elsewhere, "open")).Content.ReadAsStringAsync();
        var taken = await EditAsync(elsewhere, "takeover");
        var stolen = await EditAsync(_bob, "takeover");

        Assert.Contains("from another sign-in", asked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, stolen.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/files/note.txt/edit")).StatusCode);
    }

    [Fact]
    public async Task Save_AfterTheLockWasLost_KeepsTheOthersDocumentAndGivesTheTextBack()
    {
        await EditAsync(_alice, "open");
        var page = await _alice.Http.GetStringAsync("/files/note.txt/edit");
        _alice.Agent.Locks.Hold("note.txt", "another", "bob");

        var refused = await EditAsync(_alice, "save", page, "precious text");
        var answer = await refused.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("precious text", answer, StringComparison.Ordinal);
        Assert.Contains("bob is editing the document now", answer, StringComparison.Ordinal);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    [Fact]
    public async Task Save_AfterAnExpiredLock_TakesItAgainButNotOverAnotherVersion()
    {
        await EditAsync(_alice, "open");
        var page = await _alice.Http.GetStringAsync("/files/note.txt/edit");
        _alice.Agent.Locks.Expire("note.txt");
        await _bob.Http.PutAsync("/files/note.txt", new StringContent("bob's version"));

        var refused = await EditAsync(_alice, "save", page, "mine");
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("bob's version", await _bob.Http.GetStringAsync("/files/note.txt"));

        var again = await EditAsync(_alice, "save", await refused.Content.ReadAsStringAsync(), "mine");
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal("mine", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    [Fact]
    public async Task Save_WhenNobodyCanTellAboutTheLock_GivesTheTextBack()
    {
        await EditAsync(_alice, "open");
        var page = await _alice.Http.GetStringAsync("/files/note.txt/edit");
        _alice.Agent.Silent = true;

        var refused = await EditAsync(_alice, "save", page, "precious text");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("precious text", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));
        Assert.Contains("not known at the moment", await _alice.Http.GetStringAsync("/files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterTheSessionDied_GivesTheTextBack()
    {
        await EditAsync(_alice, "open");
        var page = await _alice.Http.GetStringAsync("/files/note.txt/edit");
        await _alice.PostAsync("/logout");

        var refused = await EditAsync(_alice, "save", page, "precious <text>");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("precious &lt;text&gt;", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    [Fact]
    public async Task Save_OfADocumentWithCarriageReturns_KeepsThem()
    {
        await _alice.Http.PutAsync("/files/note.txt", new StringContent("\r\na\r\nb"));
        await EditAsync(_alice, "open");

        await EditAsync(_alice, "save", await _alice.Http.GetStringAsync("/files/note.txt/edit"), "\r\nc\r\nd");

        Assert.Equal("\r\nc\r\nd", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    [Theory]
    [InlineData("binary.txt", new byte[] { 0xff, 0xfe, 0x00 })]
    [InlineData("page.html", new byte[] { 0x41 })]
    public async Task Edit_OfWhatIsNoText_IsRefused(string name, byte[] content)
    {
        await _alice.Http.PutAsync($"/files/{name}", new ByteArrayContent(content));

        var refused = await _alice.PostAsync($"/files/{name}/edit", ("token", await _alice.FormTokenAsync()), ("action", "open"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(_alice.Agent.Locks.Of(name));
    }

    [Fact]
    public async Task Edit_WithoutTheSessionsToken_TakesNoLock()
    {
        var refused = await _alice.PostAsync("/files/note.txt/edit", ("token", "forged"), ("action", "open"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(_alice.Agent.Locks.Of("note.txt"));
    }

    [Fact]
    public async Task Put_OfALockedDocument_NeedsItsId()
    {
        _alice.Agent.Locks.Hold("note.txt", "{\"S\":\"1\"}", "bob");

        var without = await PutAsync(_alice, lockId: null);
        var other = await PutAsync(_alice, "other");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (without.StatusCode, other.StatusCode));
        Assert.Equal("{\"S\":\"1\"}", without.Headers.GetValues("X-WOPI-Lock").Single());
        Assert.Contains("lock-conflict", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));

        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(_alice, "{\"S\":\"1\"}")).StatusCode);
        _alice.Agent.Locks.Expire("note.txt");
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(_alice, "any")).StatusCode);
    }

    [Fact]
    public async Task Put_LockedDuringTheUpload_DoesNotTakeItsPlace()
    {
        using var content = new SlowContent(async () =>
        {
            await Eventually.TrueAsync(() => Directory.EnumerateFiles(Path.Combine(_alice.Documents, ".uploads")).Any(), "the upload began");
            _alice.Agent.Locks.Hold("note.txt", "faster", "bob");
        });

        var refused = await _alice.Http.PutAsync("/files/note.txt", content);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    [Fact]
    public async Task Delete_OfALockedDocument_IsRefusedWithWhoHoldsIt()
    {
        await EditAsync(_alice, "open");

        var byForm = await _bob.PostAsync("/files/note.txt/delete", "text/html", ("token", await _bob.FormTokenAsync()));
        var byScript = await _bob.Http.DeleteAsync("/files/note.txt");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (byForm.StatusCode, byScript.StatusCode));
        Assert.Contains("alice is editing note.txt", await byForm.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("one\n\n<two>", await _bob.Http.GetStringAsync("/files/note.txt"));
    }

    private static async Task<HttpResponseMessage> PutAsync(PortalUnderTest portal, string? lockId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/files/note.txt") { Content = new StringContent("put") };
        if (lockId is not null)
        {
            request.Headers.TryAddWithoutValidation("X-WOPI-Lock", lockId);
        }

        return await portal.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> EditAsync(PortalUnderTest portal, string action, string? page = null, string text = "") => page is null
        ? await portal.PostAsync("/files/note.txt/edit", "text/html", ("token", await portal.FormTokenAsync()), ("action", action))
        : await portal.PostAsync(
            "/files/note.txt/edit", "text/html",
            ("token", Field(page, "token")), ("action", action), ("etag", WebUtility.HtmlDecode(Field(page, "etag"))), ("text", text));

    private static string Field(string page, string name) => page.Split($"name=\"{name}\" value=\"")[1].Split('"')[0];

    /// <summary>Does something in the middle of the body.</summary>
    private sealed class SlowContent(Func<Task> between) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("la"u8.ToArray());
            await stream.FlushAsync();
            await between();
            await stream.WriteAsync("te"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 4;
            return true;
        }
    }
}

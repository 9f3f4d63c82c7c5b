using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class DocumentTests(SharedPortal shared) : IClassFixture<SharedPortal>
{
    [Fact]
    public async Task Put_NewAndAgain_CreatesThenReplacesWithAnotherTag()
    {
        await using var portal = await SignedInAsync();

        var created = await portal.Http.PutAsync("/files/report.txt", new StringContent("one"));
        var replaced = await portal.Http.PutAsync("/files/report.txt", new StringContent("two"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (created.StatusCode, replaced.StatusCode));
        Assert.NotEqual(created.Headers.ETag, replaced.Headers.ETag);
        var read = await portal.GetAsync("/files/report.txt");
        Assert.Equal("two", await read.Content.ReadAsStringAsync());
        Assert.Equal(replaced.Headers.ETag, read.Headers.ETag);
    }

    [Fact]
    public async Task Get_OnAnotherNode_ReadsTheSameDocument()
    {
        using var folder = new TemporaryDirectory();
        await using var one = await SignedInAsync(folder.Path);
        await using var other = await SignedInAsync(folder.Path);

        await one.Http.PutAsync("/files/a%20b.txt", new StringContent("shared"));

        Assert.Equal("shared", await other.Http.GetStringAsync("/files/a%20b.txt"));
    }

    [Fact]
    public async Task Get_WithRangeAndTag_AnswersThePartOrNothingNew()
    {
        await using var portal = await SignedInAsync();
        var tag = (await portal.Http.PutAsync("/files/digits.bin", new StringContent("0123456789"))).Headers.ETag!;

        using var part = new HttpRequestMessage(HttpMethod.Get, "/files/digits.bin") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var same = new HttpRequestMessage(HttpMethod.Get, "/files/digits.bin") { Headers = { IfNoneMatch = { tag } } };
        var partial = await portal.Http.SendAsync(part);
        var unchanged = await portal.Http.SendAsync(same);

        Assert.Equal((HttpStatusCode.PartialContent, "234"), (partial.StatusCode, await partial.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Put_UnderACondition_KeepsWhatOthersWrote()
    {
        await using var portal = await SignedInAsync();
        var first = (await PutAsync(portal, "one", request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any))).Headers.ETag!;

        var again = await PutAsync(portal, "two", request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));
        var current = await PutAsync(portal, "three", request => request.Headers.IfMatch.Add(first));
        var stale = await PutAsync(portal, "four", request => request.Headers.IfMatch.Add(first));

        Assert.Equal(
            [HttpStatusCode.PreconditionFailed, HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed],
            [again.StatusCode, current.StatusCode, stale.StatusCode]);
        Assert.Equal("three", await portal.Http.GetStringAsync("/files/shared.txt"));
    }

    [Fact]
    public async Task Put_AbortedHalfway_LeavesTheDocumentAsItWas()
    {
        using var folder = new TemporaryDirectory();
        await using var portal = await SignedInAsync(folder.Path);
        await portal.Http.PutAsync("/files/kept.txt", new StringContent("whole"));

        using var request = new HttpRequestMessage(HttpMethod.Put, "/files/kept.txt") { Content = new BrokenContent() };
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => portal.Http.SendAsync(request));

        Assert.Equal("whole", await portal.Http.GetStringAsync("/files/kept.txt"));
        await Testing.Waiting.Eventually.TrueAsync(
            () => !Directory.EnumerateFiles(folder.At(".uploads")).Any(), "the unfinished upload was removed");
    }

    [Fact]
    public async Task Upload_ByTheForm_StoresEveryFile()
    {
        await using var portal = await SignedInAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await portal.FormTokenAsync()), "token" },
            { new StringContent("first"), "file", "C:\\fake\\path\\one.txt" },
            { new ByteArrayContent(new byte[300_000]), "file", "two.bin" },
        };

        var answer = await portal.Http.PostAsync("/files", form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files") { Headers = { { "Accept", "application/json" } } };
        var list = await (await portal.Http.SendAsync(request)).Content.ReadFromJsonAsync<JsonObject>();
        var sizes = list!["items"]!.AsArray().ToDictionary(item => (string)item!["name"]!, item => (long)item!["size"]!);
        Assert.Equal((5L, 300_000L), (sizes["one.txt"], sizes["two.bin"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("of-another-session")]
    public async Task Forms_WithoutTheSessionsToken_ChangeNothing(string token)
    {
        await using var portal = await SignedInAsync();
        await portal.Http.PutAsync("/files/kept.txt", new StringContent("x"));
        using var form = new MultipartFormDataContent { { new StringContent(token), "token" }, { new StringContent("y"), "file", "kept.txt" } };

        var upload = await portal.Http.PostAsync("/files", form);
        var delete = await portal.PostAsync("/files/kept.txt/delete", ("token", token));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (upload.StatusCode, delete.StatusCode));
        Assert.Equal("x", await portal.Http.GetStringAsync("/files/kept.txt"));
    }

    [Fact]
    public async Task Delete_ByTheForm_RemovesTheDocument()
    {
        await using var portal = await SignedInAsync();
        await portal.Http.PutAsync("/files/gone.txt", new StringContent("x"));

        var answer = await portal.PostAsync("/files/gone.txt/delete", ("token", await portal.FormTokenAsync()));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/files/gone.txt")).StatusCode);
    }

    [Fact]
    public async Task Get_OfAnUploadedPage_IsDownloadedNotShown()
    {
        await using var portal = await SignedInAsync();
        await portal.Http.PutAsync("/files/page.html", new StringContent("<script>alert(1)</script>"));
        await portal.Http.PutAsync("/files/note.txt", new StringContent("<script>alert(1)</script>"));

        var page = await portal.GetAsync("/files/page.html");
        var note = await portal.GetAsync("/files/note.txt");

        Assert.Equal("attachment", page.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("text/plain", note.Content.Headers.ContentType?.MediaType);
        Assert.All([page, note], answer => Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal));
        Assert.All([page, note], answer => Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single()));
    }

    [Fact]
    public async Task Page_WithAHostileName_EncodesIt()
    {
        await using var portal = await SignedInAsync();
        await portal.Http.PutAsync("/files/" + Uri.EscapeDataString("it's & 'onload=x"), new StringContent("x"));

        var page = await (await portal.GetAsync("/files", "text/html")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("it's & '", page, StringComparison.Ordinal);
        Assert.Contains("it&#x27;s &amp; &#x27;onload=x", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Symlink_InTheFolder_IsNoDocument()
    {
        using var folder = new TemporaryDirectory();
        await using var portal = await SignedInAsync(folder.Path);
        File.CreateSymbolicLink(folder.At("passwd.txt"), "/etc/passwd");

        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/files/passwd.txt")).StatusCode);
        Assert.DoesNotContain("passwd.txt", await portal.Http.GetStringAsync("/files"), StringComparison.Ordinal);
    }

    private async Task<PortalUnderTest> SignedInAsync(string? documents = null)
    {
        var portal = documents is null ? shared.Open() : await PortalUnderTest.StartAsync(documents);
        (await portal.SignInAsync()).Dispose();
        return portal;
    }

    private static async Task<HttpResponseMessage> PutAsync(PortalUnderTest portal, string text, Action<HttpRequestMessage> describe)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/files/shared.txt") { Content = new StringContent(text) };
        describe(request);
        return await portal.Http.SendAsync(request);
    }

    /// <summary>Announces more than it sends.</summary>
    private sealed class BrokenContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[1000]);
            await stream.FlushAsync();
            throw new IOException("broken on purpose");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 1_000_000;
            return true;
        }
    }
}

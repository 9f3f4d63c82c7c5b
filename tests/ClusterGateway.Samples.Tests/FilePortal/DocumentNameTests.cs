using System.Net.Sockets;
using System.Text;
using FilePortal.Documents;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class DocumentNameTests
{
    private static readonly string[] Outside =
    [
        "/files/..%2f..%2fsecret.txt",
        "/files/%2e%2e%2fsecret.txt",
        "/files/../../secret.txt",
        "/files/%2e%2e/secret.txt",
        "/files/..%5csecret.txt",
        "/files/..%252fsecret.txt",
        "/files/.uploads",
        "/files/.uploads%2fx",
        "/files/%00",
    ];

    [Theory]
    [InlineData("report.txt")]
    [InlineData("Ångström – 文書 (1).docx")]
    [InlineData("no extension")]
    [InlineData("100%.txt")]
    [InlineData("a..b.txt")]
    [InlineData("console.txt")]
    public void TryParse_OrdinaryName_IsAccepted(string text) => Assert.True(DocumentName.TryParse(text, out _, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("..\\x")]
    [InlineData("..%2Fx")]
    [InlineData("..%2fx")]
    [InlineData("/etc/passwd")]
    [InlineData("C:x")]
    [InlineData(".hidden")]
    [InlineData("trailing.")]
    [InlineData("trailing ")]
    [InlineData("nul\0byte")]
    [InlineData("line\nbreak")]
    [InlineData("del\u007f")]
    [InlineData("c1\u0085")]
    [InlineData("gpj.\u202eexe")]
    [InlineData("lone\ud800surrogate")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("LPT1.a.b")]
    [InlineData("a<b>.txt")]
    [InlineData("what?")]
    public void TryParse_DangerousName_IsRefusedWithASentence(string? text)
    {
        Assert.False(DocumentName.TryParse(text, out _, out var reason));
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NameAtAndBeyondTheLimit_CountsBytes()
    {
        Assert.True(DocumentName.TryParse(new string('a', 255), out _, out _));
        Assert.False(DocumentName.TryParse(new string('ä', 128), out _, out _));
    }

    [Fact]
    public async Task Request_ForSomethingOutside_NeverAnswersIt()
    {
        using var shared = new TemporaryDirectory();
        Directory.CreateDirectory(shared.At("documents"));
        await File.WriteAllTextAsync(shared.At("secret.txt"), "TOP-SECRET");
        await using var portal = await PortalUnderTest.StartAsync(shared.At("documents"));
        var cookie = (await portal.SignInAsync()).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        foreach (var path in Outside)
        {
            Assert.Matches("^HTTP/1.1 (400|404|405) ", await SendRawAsync(portal.Url, "GET", path, cookie));
            Assert.Matches("^HTTP/1.1 (400|404|405) ", await SendRawAsync(portal.Url, "PUT", path, cookie));
        }

        Assert.Equal("TOP-SECRET", await File.ReadAllTextAsync(shared.At("secret.txt")));
    }

    /// <summary>Sends the path as it is: HttpClient would tidy it up.</summary>
    private static async Task<string> SendRawAsync(string url, string method, string path, string cookie)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(url).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: portal\r\nCookie: {cookie}\r\nContent-Length: 1\r\nConnection: close\r\n\r\nX"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}

using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.AccessLog;

/// <summary>The log as it is on disk, after requests through a real gateway.</summary>
public sealed class AccessLogTests : IDisposable
{
    private const string Canary = "Blackbird0123456789abcdefgh";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-access-");

    private string LogFile => Path.Combine(_directory.FullName, "access.log");

    [Fact]
    public async Task Request_ThroughTheGateway_IsALineOfItsOwn()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.Application.Respond = context => context.Response.WriteAsync(new string('x', 100_000));
        await using var gateway = await StartAsync(n1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files/a.txt?page=2");
        request.Headers.UserAgent.ParseAdd("test/1.0");
        request.Headers.Referrer = new Uri("https://portal.example/files?x=1");

        using var response = await gateway.Client.SendAsync(request);
        await response.Content.ReadAsStringAsync();

        var line = Assert.Single(await LinesAsync(1));
        Assert.Equal(
            ("GET", "/files/a.txt", "HTTP/1.1", 200, 100_000L), (Text(line, "method"), Text(line, "target"), Text(line, "protocol"), (int)line["status"]!, (long)line["bytes"]!));
        Assert.Equal(("127.0.0.1", "users", "n1", "new"), (Text(line, "client"), Text(line, "route"), Text(line, "node"), Text(line, "affinity")));
        Assert.Equal(("test/1.0", "https://portal.example/files", null), (Text(line, "userAgent"), Text(line, "referer"), Text(line, "error")));
        Assert.Equal(gateway.Url.Authority, Text(line, "host"));
        Assert.Equal(0, (int)line["retries"]!);
        Assert.InRange((decimal)line["firstByte"]!, 0, (decimal)line["duration"]!);
        Assert.InRange(DateTimeOffset.Parse(Text(line, "time")!, null), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Request_SentAgain_SaysHowOftenAndWhoAnswered()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        n1.Application.Respond = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var configuration = Configuration(n1);
        n1.Members = () => [n1.View, n2.View];
        await using var gateway = await StartAsync(n1, configuration);
        await Eventually.TrueAsync(() => gateway.Routes(n2), "the proxy learned the second node's address");

        // One after another: the first or the second of them goes to n1.
        Assert.Contains("\r\nn2\r\n", await RawClient.GetAsync(gateway.Url, "/"), StringComparison.Ordinal);
        Assert.Contains("\r\nn2\r\n", await RawClient.GetAsync(gateway.Url, "/"), StringComparison.Ordinal);

        var line = (await LinesAsync(2)).First(line => (int)line["retries"]! > 0);
        Assert.Equal((1, 200, "n2", null), ((int)line["retries"]!, (int)line["status"]!, Text(line, "node"), Text(line, "error")));
    }

    [Fact]
    public async Task Request_ThatTheGatewayAnswers_HasItsStatusAndNoNode()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1, "--ClusterGateway:Primary:Wait=100ms");

        using var page = new HttpRequestMessage(HttpMethod.Get, "/admin/users");
        page.Headers.Accept.ParseAdd("text/html");
        using var answer = await gateway.Client.SendAsync(page);
        using var problem = await gateway.Client.GetAsync("/admin/users");

        Assert.EndsWith("</html>", (await answer.Content.ReadAsStringAsync()).TrimEnd(), StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(await problem.Content.ReadAsStringAsync()));
        var lines = await LinesAsync(2);
        Assert.All(lines, line => Assert.Equal((503, "admin", null), ((int)line["status"]!, Text(line, "route"), Text(line, "node"))));
        Assert.All(lines, line => Assert.NotEqual(0, (long)line["bytes"]!));
    }

    [Fact]
    public async Task Request_ThatTheClientLeaves_Is499()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var arrived = new TaskCompletionSource();
        n1.Application.Respond = context =>
        {
            arrived.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        await using var gateway = await StartAsync(n1);
        using var leaving = new CancellationTokenSource();

        var request = gateway.Client.GetAsync("/slow", leaving.Token);
        await arrived.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        var line = Assert.Single(await LinesAsync(1));
        Assert.Equal((499, 0L, null), ((int)line["status"]!, (long)line["bytes"]!, line["firstByte"]));
    }

    [Theory]
    [InlineData("Json")]
    [InlineData("Combined")]
    public async Task Secrets_InTargetsAndReferers_AreNotWritten(string format)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        var configuration = Configuration(n1);
        configuration["ReverseProxy"]!["Routes"]!["users"]!["Metadata"] = new JsonObject { ["ClusterGateway.RedactPath"] = "/s/" };
        await using var gateway = await StartAsync(n1, configuration, "--ClusterGateway:AccessLog:Query=true", $"--ClusterGateway:AccessLog:Format={format}");
        string[] targets = [$"/s/{Canary}", $"/%73/{Canary}?x={Canary}", $"/a;jsessionid={Canary}", $"/w?access_token={Canary}&page=7", $"http://a.test/s/{Canary}"];
        foreach (var target in targets)
        {
            Assert.StartsWith(
                "HTTP/1.1 200",
                await RawClient.SendAsync(gateway.Url, $"GET {target} HTTP/1.1\r\nHost: a.test\r\nReferer: http://u:{Canary}@a.test/%73/{Canary}?{Canary}\r\nCookie: s={Canary}\r\nAuthorization: Bearer {Canary}\r\nConnection: close\r\n\r\n"),
                StringComparison.Ordinal);
        }

        await UntilAsync(targets.Length);
        var log = await File.ReadAllTextAsync(LogFile);
        Assert.DoesNotContain(Canary, log, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/a;jsessionid=REDACTED", log, StringComparison.Ordinal);
        Assert.Contains("/w?access_token=REDACTED&page=7", log, StringComparison.Ordinal);
        Assert.Contains("http://a.test/s/REDACTED", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_RenamedOrCut_IsGoneOnWith()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1);
        await gateway.Client.GetStringAsync("/first");
        await LinesAsync(1);

        File.Move(LogFile, LogFile + ".1");
        await gateway.Client.GetStringAsync("/renamed");
        Assert.Equal("/renamed", Text(Assert.Single(await LinesAsync(1)), "target"));

        await File.WriteAllTextAsync(LogFile, "");
        await gateway.Client.GetStringAsync("/cut");
        Assert.Equal("/cut", Text(Assert.Single(await LinesAsync(1)), "target"));
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_CostsLinesAndNoRequest()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1);
        await gateway.Client.GetStringAsync("/first");
        await LinesAsync(1);

        File.Delete(LogFile);
        Directory.CreateDirectory(LogFile);
        await gateway.Client.GetStringAsync("/lost");
        await Eventually.TrueAsync(
            async () => (await gateway.Management.GetStringAsync("/metrics")).Contains("clustergateway_access_log_lost_total 1", StringComparison.Ordinal), "the line is lost, and counted");

        Directory.Delete(LogFile);
        await gateway.Client.GetStringAsync("/again");
        Assert.Equal("/again", Text(Assert.Single(await LinesAsync(1)), "target"));
    }

    [Fact]
    public async Task Stop_WithLinesWaiting_WritesThem()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await StartAsync(n1);
        for (var i = 0; i < 20; i++)
        {
            await gateway.Client.GetStringAsync("/");
        }

        await gateway.StopAsync();

        Assert.Equal(20, (await File.ReadAllLinesAsync(LogFile)).Length);
    }

    [Theory]
    [InlineData("ClusterGateway:AccessLog:Format", "apache")]
    [InlineData("ClusterGateway:AccessLog:Queue", "1")]
    [InlineData("ClusterGateway:AccessLog:Path", "/no/such/directory/access.log")]
    [InlineData("ClusterGateway:AccessLog:Path", "/")]
    [InlineData("ClusterGateway:AccessLog:Colour", "red")]
    public async Task Configuration_ThatIsWrong_IsNamedWithKeyAndValue(string key, string value)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "gateway.json"), "{}");

        var build = await RunningGateway.BuildAsync(
            Path.Combine(_directory.FullName, "gateway.json"), _directory.FullName, "--ClusterGateway:AccessLog:Format=Json", $"--{key}={value}");
        await using var app = build.App;

        var error = Assert.Single(build.Errors);
        Assert.Equal(key, error.Path);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Task<RunningGateway> StartAsync(FakeNodeAgent node, params string[] arguments) => StartAsync(node, Configuration(node), arguments);

    private async Task<RunningGateway> StartAsync(FakeNodeAgent node, JsonObject configuration, params string[] arguments)
    {
        var gateway = await RunningGateway.StartAsync(
            configuration, ["--ClusterGateway:AccessLog:Format=Json", $"--ClusterGateway:AccessLog:Path={LogFile}", .. arguments]);
        await gateway.UntilAsync(node.Self.Id, n => n.Admission.KeepsBound, "serves");
        await Eventually.TrueAsync(() => gateway.Routes(node), "the proxy learned its address");
        return gateway;
    }

    private static JsonObject Configuration(FakeNodeAgent node)
    {
        node.Members = () => [node.View];
        var configuration = RunningGateway.Cluster(node);
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["SessionAffinity"] =
            new JsonObject { ["Enabled"] = true, ["Policy"] = "ClusterCookie", ["AffinityKeyName"] = "cluster-affinity" };
        configuration["ClusterGateway"]!["KeyRing"] = new JsonObject { ["Secrets"] = "a secret of the gateways, 32 chars" };
        return configuration;
    }

    private async Task<IReadOnlyList<JsonNode>> LinesAsync(int count)
    {
        await UntilAsync(count);
        return [.. (await File.ReadAllLinesAsync(LogFile)).Select(line => JsonNode.Parse(line)!)];
    }

    private Task UntilAsync(int count) => Eventually.TrueAsync(
        () => File.Exists(LogFile) && File.ReadAllText(LogFile).Count(c => c == '\n') >= count, $"{count} lines are written");

    private static string? Text(JsonNode line, string name) => line[name]?.GetValue<string>();
}

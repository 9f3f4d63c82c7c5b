using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.NodeAgent.Tests.Cli;
using ClusterGateway.Testing.Alerts;
using ClusterGateway.Testing.Telemetry;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

/// <summary>What <c>POST /v1/alerts/test</c> sends through real receivers, and what it tells.</summary>
public sealed class AlertChannelTests : IAsyncDisposable
{
    /// <summary>A busy machine takes its time until there is a primary, and between heartbeats: nothing but the test is sent.</summary>
    private static readonly (string Key, string Value)[] Unhurried = [("Alerts:NoPrimary", "5m"), ("Alerts:NodeDown", "5m")];

    private const string Secret = "s3cr3t-of-the-receiver";

    private readonly AgentCluster _cluster = new();
    private readonly SmtpReceiver _mail = new();
    private readonly RecordedLog _log = new() { IsOn = true };
    private readonly WebhookReceiver _ops = new();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _mail.DisposeAsync();
        await _ops.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task Test_WithoutAChannel_IsRefusedWithWhatToConfigure()
    {
        var agent = await StartAsync();

        using var response = await agent.Http.PostAsync(new Uri("/v1/alerts/test", UriKind.Relative), content: null);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!;
        Assert.Equal(ProblemTypes.Refused, problem.Name);
        Assert.Contains("ClusterGateway:Alerts:Webhooks", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AgentHost.App)]
    [InlineData(AgentHost.Gateway)]
    public async Task Test_OfSomebodyElseThanAnAdministrator_IsForbidden(string token)
    {
        var agent = await StartAsync();
        using var http = agent.Client(token);

        using var response = await http.PostAsync(new Uri("/v1/alerts/test", UriKind.Relative), content: null);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Webhook_GetsItsTemplateItsHeadersAndItsSecrets()
    {
        await _ops.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"Bearer {Secret}\n");
        var agent = await StartAsync(
            ("Alerts:Webhooks:ops:Url", $"{_ops.Url}?key=1"), ("Alerts:Webhooks:ops:Headers:X-Team", "portal"),
            ("Alerts:Webhooks:ops:HeaderFiles:Authorization", file), ("Alerts:Webhooks:ops:Body", """{"text":"{{title}}"}"""));
        File.Delete(file);

        Assert.Equal([("ops", AlertOutcome.Sent, "answered 204")], await TestAsync(agent));

        var message = Assert.Single(_ops.Messages);
        Assert.Equal("""{"text":"[TEST] cluster: Test alert of node1"}""", message.ToString());
        Assert.Equal(
            ("/hook?key=1", "portal", $"Bearer {Secret}", "application/json"),
            (message.Path, message.Headers["X-Team"], message.Headers["Authorization"], message.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Mail_IsSentSignedInAndReadable()
    {
        var agent = await StartAsync([.. Mail, ("Alerts:Smtp:User", "portal"), ("Alerts:Smtp:Password", Secret)]);

        Assert.Equal([("smtp", AlertOutcome.Sent, "took the mail")], await TestAsync(agent));

        var mail = Assert.Single(_mail.Mails);
        Assert.Equal(($"portal:{Secret}", "portal@example.org"), (mail.SignIn, mail.From));
        Assert.Equal(["ops@example.org", "boss@example.org"], mail.To);
        Assert.Equal("[TEST] cluster: Test alert of node1", mail.Header("Subject"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Contains("nothing is wrong", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startTls", "offers no STARTTLS")]
    [InlineData("tls", "cannot be reached")]
    public async Task Mail_OverAConnectionThatCannotBeProtected_IsNotSent(string security, string expected)
    {
        var agent = await StartAsync([.. Mail, ("Alerts:Smtp:Security", security)]);

        var (_, outcome, detail) = Assert.Single(await TestAsync(agent));

        Assert.Equal(AlertOutcome.Failed, outcome);
        Assert.StartsWith(expected, detail, StringComparison.Ordinal);
        Assert.Empty(_mail.Mails);
    }

    [Fact]
    public async Task EachChannel_IsToldApart_AndNoSecretIsWrittenAnywhere()
    {
        await _ops.StartAsync();
        _ops.Status = 500;
        _mail.Recipient = "550 no such mailbox";
        var agent = await StartAsync(
            [
                .. Mail, ("Alerts:Smtp:User", "portal"), ("Alerts:Smtp:Password", Secret),
                ("Alerts:Webhooks:broken:Url", $"{_ops.Url}/{Secret}"), ("Alerts:Webhooks:broken:Headers:Authorization", Secret),
                ("Alerts:Webhooks:gone:Url", $"http://127.0.0.1:1/{Secret}"),
            ]);

        var results = await TestAsync(agent);

        Assert.Equal(["broken", "gone", "smtp"], results.Select(r => r.Channel));
        Assert.All(results, r => Assert.Equal(AlertOutcome.Failed, r.Outcome));
        Assert.Equal("answered 500", results[0].Detail);
        Assert.StartsWith("gave no answer: ConnectionError", results[1].Detail, StringComparison.Ordinal);
        Assert.StartsWith("answered 550: no such mailbox", results[2].Detail, StringComparison.Ordinal);
        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(Secret, string.Join('\n', [.. _log.Lines, .. results.Select(r => r.Detail)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_SendsATestFromEveryAgent_AndFindsWhatDidNotArrive()
    {
        await _ops.StartAsync();
        await StartAsync(("Alerts:Webhooks:ops:Url", _ops.Url));
        await _cluster.AddAsync("node2", time: null, [.. Unhurried, ("Alerts:Webhooks:ops:Url", "http://127.0.0.1:1/hook")]);
        await _cluster.AddAsync("node3", time: null, Unhurried);
        await _cluster.SettledAsync();

        var run = await CtlRun.OfAsync(_cluster.Agents[0].Url, typed: null, ["doctor", "--send-test-alert"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("node1: the test alert was sent, the channel ops answered 204", run.Output, StringComparison.Ordinal);
        Assert.Matches("node2: the channel ops gave no answer.*\\[alert-not-sent\\]", run.Output);
        Assert.Matches("node3: its agent has no channel.*\\[no-alert-channel\\]", run.Output);
        Assert.Equal(["test test node1"], _ops.Told);
    }

    private (string Key, string Value)[] Mail =>
    [
        ("Alerts:Smtp:Host", "127.0.0.1"), ("Alerts:Smtp:Port", $"{_mail.Port}"), ("Alerts:Smtp:Security", "none"), ("Alerts:Smtp:From", "Portal <portal@example.org>"),
        ("Alerts:Smtp:To:0", "ops@example.org"), ("Alerts:Smtp:To:1", "boss@example.org"),
    ];

    private Task<AgentHost> StartAsync(params (string Key, string Value)[] settings) => _cluster.AddAsync("node1", time: null, _log, [.. Unhurried, .. settings]);

    private static async Task<List<(string Channel, AlertOutcome Outcome, string Detail)>> TestAsync(AgentHost agent)
    {
        using var response = await agent.Http.PostAsync(new Uri("/v1/alerts/test", UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
        var page = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.PageAlertTestView))!;
        return [.. page.Items.Select(r => (r.Channel, r.Outcome, r.Detail))];
    }
}

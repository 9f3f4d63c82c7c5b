using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Alerts.Delivery;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.Testing.Clusters;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed partial class AlertConfigurationTests
{
    [Fact]
    public void Read_Nothing_IsRightAndHasNoChannel()
    {
        var configuration = Read();

        Assert.Empty(configuration.Errors);
        Assert.Empty(configuration.Alerts.Webhooks);
        Assert.Null(configuration.Alerts.Smtp);
    }

    [Theory]
    [InlineData("NodeDown", "5s", "NodeDown")]
    [InlineData("NodeDown", "2h", "NodeDown")]
    [InlineData("NoPrimary", "7s", "NoPrimary")]
    [InlineData("ResolveAfter", "31m", "ResolveAfter")]
    [InlineData("Remind", "30s", "Remind")]
    [InlineData("RetryFor", "0", "RetryFor")]
    [InlineData("Webhook", "x", "Webhook")]
    [InlineData("Webhooks:ops:Url", "chat.example/hook", "Webhooks:ops:Url")]
    [InlineData("Webhooks:ops:Url", "ftp://chat.example/hook", "Webhooks:ops:Url")]
    [InlineData("Webhooks:ops:Timeout", "10s", "Webhooks:ops:Url")]
    [InlineData("Webhooks:ops:UrlFile", "/nowhere/url", "Webhooks:ops:UrlFile")]
    [InlineData("Webhooks:smtp:Url", "http://a", "Webhooks:smtp")]
    [InlineData("Webhooks:ops:Timeout", "2m", "Webhooks:ops:Timeout")]
    [InlineData("Webhooks:ops:Body", "{\"a\":\"{{nodes}}\"}", "Webhooks:ops:Body")]
    [InlineData("Webhooks:ops:BodyFile", "/nowhere/body", "Webhooks:ops:BodyFile")]
    [InlineData("Webhooks:ops:HeaderFiles:Authorization", "/nowhere/token", "Webhooks:ops:HeaderFiles:Authorization")]
    [InlineData("Webhooks:ops:Headers:Content-Type", "text/plain", "Webhooks:ops:Headers:Content-Type")]
    [InlineData("Smtp:Host", "", "Smtp:Host")]
    [InlineData("Smtp:Port", "70000", "Smtp:Port")]
    [InlineData("Smtp:Security", "ssl", "Smtp:Security")]
    [InlineData("Smtp:From", "nobody", "Smtp:From")]
    [InlineData("Smtp:Host", "mail", "Smtp:To")]
    [InlineData("Smtp:User", "portal", "Smtp:PasswordFile")]
    [InlineData("Smtp:PasswordFile", "/nowhere/password", "Smtp:PasswordFile")]
    public void Read_AMistake_IsNamed(string key, string value, string path) =>
        Assert.Contains(Read((key, value)).Errors, e => e.Path == $"ClusterGateway:Alerts:{path}" && e.Message.Length > 0);

    [Fact]
    public void Read_ManyMistakes_NamesThemAllAndNoSecret()
    {
        var errors = Read(
            ("Webhooks:a:Url", "hooks/geheim"), ("Webhooks:a:Headers:X", "geheim\n"), ("Webhooks:b:Url", "https://chat.example/geheim"), ("Webhooks:b:Body", "{geheim"),
            ("Smtp:User", "portal"), ("Smtp:Password", "geheim"), ("Smtp:Security", "none"), ("Remind", "1s")).Errors;

        string[] paths = ["Webhooks:a:Url", "Webhooks:a:Headers:X", "Webhooks:b:Body", "Smtp:Host", "Smtp:Security", "Smtp:From", "Smtp:To", "Remind"];
        Assert.Empty(paths.Except(errors.Select(e => e.Path["ClusterGateway:Alerts:".Length..])));
        Assert.DoesNotContain(errors, e => e.ToString().Contains("geheim", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("startTls", 587)]
    [InlineData("tls", 465)]
    [InlineData("none", 25)]
    public void Read_Smtp_PortFollowsFromTheSecurity(string security, int port)
    {
        var configuration = Read(("Smtp:Host", "127.0.0.1"), ("Smtp:Security", security), ("Smtp:From", "Portal <portal@example.org>"), ("Smtp:To:0", "ops@example.org"));

        Assert.Empty(configuration.Errors);
        Assert.Equal(port, configuration.Alerts.Smtp!.Port);
    }

    [Fact]
    public void EveryExampleOfTheDocumentation_IsRight_AndMakesJson()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operations/alerts.md"));
        var examples = JsonBlock().Matches(page).Select(m => m.Groups[1].Value).Where(json => json.StartsWith("\"Alerts\"", StringComparison.Ordinal)).ToList();

        Assert.True(examples.Count >= 6, $"{examples.Count} examples");
        foreach (var example in examples)
        {
            var configuration = ReadJson(example);
            Assert.True(configuration.Errors.All(IsAboutAFile), string.Join('\n', configuration.Errors) + "\nin\n" + example);
        }
    }

    [Fact]
    public void EveryTemplateOfTheDocumentation_MakesTheJsonThatItsReceiverTakes()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/operations/alerts.md"));
        var bodies = Body().Matches(page).Select(m => JsonSerializer.Deserialize<string>(m.Groups[1].Value)!).ToList();

        Assert.True(bodies.Count >= 5, $"{bodies.Count} templates");
        foreach (var body in bodies)
        {
            var template = AlertTemplate.Parse(body, out var wrong);
            Assert.Null(wrong);
            using var filled = JsonDocument.Parse(template!.Fill(new AlertMessage
            {
                Id = "1",
                Kind = AlertMessageKind.Resolved,
                Code = AlertCodes.NoPrimary,
                Summary = "a \"b\"",
                Detail = "c\nd",
                Cluster = "cluster",
                Sender = "node1",
            }));
            Assert.Contains("a \"b\"", string.Concat(Strings(filled.RootElement)), StringComparison.Ordinal);
        }
    }

    /// <summary>The files of the examples are the reader's.</summary>
    private static bool IsAboutAFile(ConfigurationError error) => error.Message.Contains("cannot be read", StringComparison.Ordinal);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };

    private static AgentConfiguration ReadJson(string alerts) => Read(builder => builder.AddJsonStream(
        new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "ClusterGateway": { {{alerts}} } }"""))));

    private static AgentConfiguration Read(params (string Key, string Value)[] settings) => Read(builder => builder.AddInMemoryCollection(
        settings.Select(s => KeyValuePair.Create($"ClusterGateway:Alerts:{s.Key}", (string?)s.Value))));

    private static AgentConfiguration Read(Action<IConfigurationBuilder> more)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ClusterGateway:Node:Id"] = "node1",
            ["ClusterGateway:Store:Connection"] = "Data Source=cluster.db",
            ["ClusterGateway:Tokens:Admin"] = "0123456789abcdef",
            ["ClusterGateway:Tokens:Gateway"] = "0123456789abcdef0",
            ["ClusterGateway:Tokens:Agent"] = "0123456789abcdef2",
        });
        more(builder);
        return AgentConfiguration.Read(builder.Build());
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("\"Body\": (\"(?:[^\"\\\\]|\\\\.)*\")")]
    private static partial Regex Body();
}

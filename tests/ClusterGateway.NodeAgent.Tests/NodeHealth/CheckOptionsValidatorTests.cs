using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.NodeHealth;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class CheckOptionsValidatorTests
{
    private static readonly Uri Application = new("http://127.0.0.1:8081");

    [Fact]
    public void Validate_EachTypeCorrect_FindsNothing()
    {
        Assert.Empty(Validate(
            new CheckOptions { Type = "http" },
            new CheckOptions { Type = "http", Path = "https://other.example/health", ExpectStatus = 401 },
            new CheckOptions { Type = "TCP" },
            new CheckOptions { Type = "tcp", Address = "[::1]:3389" },
            new CheckOptions { Type = "command", Command = ["/bin/true"] },
            new CheckOptions { Type = "path", Directory = "/srv/share", Writable = true },
            new CheckOptions { Type = "store", Impact = CheckImpact.Warning },
            new CheckOptions { Type = "clock", MaxSkew = Duration.FromSeconds(5) }));
    }

    [Fact]
    public void Validate_SeveralMistakes_NamesThemAllWithTheirPaths()
    {
        var mistakes = Validate(
            new CheckOptions { Type = "ping" },
            new CheckOptions { Type = "command", Interval = Duration.FromSeconds(0.01), Timeout = Duration.FromSeconds(61), Down = 0, Up = 101 },
            new CheckOptions { Type = "store", Impact = CheckImpact.Unhealthy });

        Assert.Equal(
            [
                "Checks:c0:Type is 'ping'; write one of http, tcp, command, path, store, clock, certificate, license, disk",
                "Checks:c1:Interval is 10ms; write a duration from 0.1s to 3600s",
                "Checks:c1:Timeout is 61s; write a duration from 0.05s to 60s",
                "Checks:c1:Down is 0; write a number from 1 to 100",
                "Checks:c1:Up is 101; write a number from 1 to 100",
                "Checks:c1:Command is missing; write the program and its arguments as a list, such as [\"/usr/local/bin/check\", \"--quick\"]",
                "Checks:c2:Impact is 'unhealthy'; write 'degraded' or 'warning': losing the store must never take a node out of service",
            ],
            mistakes);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("")]
    public void Validate_HttpPathNeitherPathNorUrl_IsAMistake(string path) =>
        Assert.StartsWith("Checks:c0:Path is ", Assert.Single(Validate(new CheckOptions { Type = "http", Path = path })), StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:0")]
    [InlineData("localhost:99999")]
    [InlineData("localhost:80/x")]
    [InlineData("::1:80")]
    public void Validate_TcpAddressNotHostAndPort_IsAMistake(string address) => Assert.StartsWith(
        "Checks:c0:Address is ", Assert.Single(Validate(new CheckOptions { Type = "tcp", Address = address })), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("relative/path")]
    public void Validate_DirectoryNotAbsolute_IsAMistake(string? directory) => Assert.StartsWith(
        "Checks:c0:Directory is ", Assert.Single(Validate(new CheckOptions { Type = "path", Directory = directory })), StringComparison.Ordinal);

    [Theory]
    [InlineData("http")]
    [InlineData("tcp")]
    public void Validate_NoApplicationToFallBackOn_NamesTheKeyToSet(string type)
    {
        var mistakes = CheckOptionsValidator.Validate(
            "Checks", new Dictionary<string, CheckOptions> { ["c0"] = new() { Type = type } }, application: null);

        Assert.Contains("ClusterGateway:Node:Application is not set", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FromConfiguration_BindAsWritten()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ClusterGateway:Node:Checks:license:Type"] = "command",
            ["ClusterGateway:Node:Checks:license:Impact"] = "degraded",
            ["ClusterGateway:Node:Checks:license:Interval"] = "1m",
            ["ClusterGateway:Node:Checks:license:Timeout"] = "500ms",
            ["ClusterGateway:Node:Checks:license:Command:0"] = "/bin/check",
            ["ClusterGateway:Node:Checks:license:Command:1"] = "--license",
        }).Build();

        var check = configuration.GetSection(NodeHealthOptions.Section).Get<NodeHealthOptions>()!.Checks["License"];

        Assert.Equal("command", check.Type);
        Assert.Equal(CheckImpact.Degraded, check.EffectiveImpact());
        Assert.Equal(TimeSpan.FromMinutes(1), check.EffectiveInterval().Value);
        Assert.Equal(TimeSpan.FromSeconds(0.5), check.EffectiveTimeout().Value);
        Assert.Equal(["/bin/check", "--license"], check.Command);
        Assert.Equal(2, check.Down);
    }

    private static string[] Validate(params CheckOptions[] checks) =>
        [.. CheckOptionsValidator.Validate("Checks", checks.Index().ToDictionary(c => $"c{c.Index}", c => c.Item), Application)];
}

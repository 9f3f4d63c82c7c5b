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
            new CheckOptions { Type = "clock", MaxSkew = Duration.FromSeconds(5) },
            new CheckOptions { Type = "certificate", File = "/etc/tls/portal.pem", MinDays = 0 },
            new CheckOptions { Type = "certificate", Address = "portal.example:443", ServerName = "other.example" },
            new CheckOptions { Type = "License", File = "/opt/app/license.xml", Pattern = "<expires>.*" },
            new CheckOptions { Type = "license", Command = ["/opt/app/license", "--end"], MinDays = 3650 },
            new CheckOptions { Type = "disk", Directory = "/srv", MinFree = "5 GB" }));
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
                "Checks:c00:Type is 'ping'; write one of http, tcp, command, path, store, clock, certificate, license, disk",
                "Checks:c01:Interval is 10ms; write a duration from 0.1s to 3600s",
                "Checks:c01:Timeout is 61s; write a duration from 0.05s to 60s",
                "Checks:c01:Down is 0; write a number from 1 to 100",
                "Checks:c01:Up is 101; write a number from 1 to 100",
                "Checks:c01:Command is missing; write the program and its arguments as a list, such as [\"/usr/local/bin/check\", \"--quick\"]",
                "Checks:c02:Impact is 'unhealthy'; write 'degraded' or 'warning': losing the store must never take a node out of service",
            ],
            mistakes);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("")]
    public void Validate_HttpPathNeitherPathNorUrl_IsAMistake(string path) =>
        Assert.StartsWith("Checks:c00:Path is ", Assert.Single(Validate(new CheckOptions { Type = "http", Path = path })), StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:0")]
    [InlineData("localhost:99999")]
    [InlineData("localhost:80/x")]
    [InlineData("::1:80")]
    public void Validate_TcpAddressNotHostAndPort_IsAMistake(string address) => Assert.StartsWith(
        "Checks:c00:Address is ", Assert.Single(Validate(new CheckOptions { Type = "tcp", Address = address })), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("relative/path")]
    public void Validate_DirectoryNotAbsolute_IsAMistake(string? directory) => Assert.StartsWith(
        "Checks:c00:Directory is ", Assert.Single(Validate(new CheckOptions { Type = "path", Directory = directory })), StringComparison.Ordinal);

    [Fact]
    public void Validate_MistakesOfCertificateLicenseAndDisk_NamesKeyValueAndFix()
    {
        var mistakes = Validate(
            new CheckOptions { Type = "certificate" },
            new CheckOptions { Type = "certificate", File = "portal.pem", MinDays = -1 },
            new CheckOptions { Type = "certificate", File = "/portal.pem", Address = "portal.example:443" },
            new CheckOptions { Type = "certificate", File = "/portal.pem", ServerName = "portal.example" },
            new CheckOptions { Type = "certificate", Address = "portal.example" },
            new CheckOptions { Type = "license", MinDays = 3651 },
            new CheckOptions { Type = "license", File = "license.txt" },
            new CheckOptions { Type = "license", File = "/license.txt", Command = ["/bin/license", "--end"] },
            new CheckOptions { Type = "license", Command = [""] },
            new CheckOptions { Type = "license", File = "/license.txt", Pattern = "(a" },
            new CheckOptions { Type = "license", File = "/license.txt", Pattern = "(?=a)" },
            new CheckOptions { Type = "disk", MinFree = "120%" });

        Assert.Collection(
            mistakes,
            m => Assert.Equal("Checks:c00:File is missing; write the absolute path of a PEM file there, or host:port of a TLS server as Address", m),
            m => Assert.Equal("Checks:c01:File is 'portal.pem'; write the absolute path of the file to read", m),
            m => Assert.Equal("Checks:c01:MinDays is -1; write a number from 0 to 3650", m),
            m => Assert.Equal("Checks:c02:Address is 'portal.example:443' beside a File; remove one: a check looks at one certificate", m),
            m => Assert.Equal("Checks:c03:ServerName is 'portal.example', but File is set; remove it: only a TLS server (Address) is asked by name", m),
            m => Assert.Equal("Checks:c04:Address is 'portal.example'; write host:port, such as 127.0.0.1:8080 or [::1]:8080", m),
            m => Assert.Equal("Checks:c05:File is missing; write the absolute path of the file that holds the date there, or a Command that prints it", m),
            m => Assert.Equal("Checks:c05:MinDays is 3651; write a number from 0 to 3650", m),
            m => Assert.Equal("Checks:c06:File is 'license.txt'; write the absolute path of the file to read", m),
            m => Assert.Equal("Checks:c07:Command is '/bin/license --end' beside a File; remove one: the date has one source", m),
            m => Assert.StartsWith("Checks:c08:Command is missing; ", m, StringComparison.Ordinal),
            m => Assert.StartsWith("Checks:c09:Pattern is '(a'; write a regular expression without look-around", m, StringComparison.Ordinal),
            m => Assert.StartsWith("Checks:c10:Pattern is '(?=a)'; write a regular expression without look-around", m, StringComparison.Ordinal),
            m => Assert.StartsWith("Checks:c11:Directory is ''; ", m, StringComparison.Ordinal),
            m => Assert.Equal("Checks:c11:MinFree is '120%'; write a share above 0% and below 100%, such as 10%, or bytes, such as 5GB or 512MiB", m));
    }

    [Theory]
    [InlineData("certificate", CheckImpact.Warning, 60, 10)]
    [InlineData("license", CheckImpact.Degraded, 60, 10)]
    [InlineData("disk", CheckImpact.Warning, 10, 1)]
    [InlineData("path", CheckImpact.Unhealthy, 1, 1)]
    [InlineData("store", CheckImpact.Degraded, 1, 1)]
    public void Options_NothingButTheType_HasTheDefaultsOfTheType(string type, CheckImpact impact, double interval, double timeout)
    {
        var options = new CheckOptions { Type = type };

        Assert.Equal(
            (impact, Duration.FromSeconds(interval), Duration.FromSeconds(timeout)),
            (options.EffectiveImpact(), options.EffectiveInterval(), options.EffectiveTimeout()));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("tcp")]
    public void Validate_NoApplicationToFallBackOn_NamesTheKeyToSet(string type)
    {
        var mistakes = CheckOptionsValidator.Validate(
            "Checks", new Dictionary<string, CheckOptions> { ["c00"] = new() { Type = type } }, application: null);

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
        [.. CheckOptionsValidator.Validate("Checks", checks.Index().ToDictionary(c => $"c{c.Index:00}", c => c.Item), Application)];
}

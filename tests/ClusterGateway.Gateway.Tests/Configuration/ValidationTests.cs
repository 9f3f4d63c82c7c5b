using ClusterGateway.Gateway.Tests.Running;

namespace ClusterGateway.Gateway.Tests.Configuration;

public sealed class ValidationTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-validation-");

    [Fact]
    public async Task EveryMistake_IsNamedAtOnceWithItsPath()
    {
        var build = await BuildAsync("""
            {
              "ReverseProxy": {
                "Routes": {
                  "r1": { "ClusterId": "nowhere", "AuthorizationPolicy": "default", "CorsPolicy": "Disable", "RateLimiterPolicy": "disable", "Match": { "Path": "/" } },
                  "r2": { "ClusterId": "c1", "Mtch": {}, "Match": { "Path": "/{bad" }, "Metadata": { "ClusterGateway.RedactPath": "/s", "ClusterGateway.Affinity": "Cookie" } }
                },
                "Clusters": {
                  "c1": {
                    "LoadBalancingPolicy": "RoundRobbin",
                    "Metadata": { "ClusterGateway.BoundedLoad": "0.9", "ClusterGateway.BackupFailback": "1" },
                    "SessionAffinity": { "Enabled": true, "Policy": "Cookies", "AffinityKeyName": "k" },
                    "Destinations": {
                      "a": { "Address": "cluster://somewhere" },
                      "b": { "Address": "not an address" },
                      "c": { "Address": "cluster://serving" }
                    }
                  }
                }
              },
              "ClusterGateway": {
                "Nmae": "x",
                "Probing": { "Interval": "soon", "Silent": 2 },
                "Tokens": { "AdminHash": "123", "GatewayFile": "/does/not/exist" }
              }
            }
            """);

        string[] paths =
        [
            "ReverseProxy:Routes:r1:ClusterId",
            "ReverseProxy:Routes:r1:AuthorizationPolicy",
            "ReverseProxy:Routes:r1:CorsPolicy",
            "ReverseProxy:Routes:r2:Mtch",
            "ReverseProxy:Routes:r2",
            "ReverseProxy:Routes:r2:Metadata:ClusterGateway.RedactPath",
            "ReverseProxy:Routes:r2:Metadata:ClusterGateway.Affinity",
            "ReverseProxy:Clusters:c1:LoadBalancingPolicy",
            "ReverseProxy:Clusters:c1:SessionAffinity:Policy",
            "ReverseProxy:Clusters:c1:Metadata:ClusterGateway.BoundedLoad",
            "ReverseProxy:Clusters:c1:Metadata:ClusterGateway.BackupFailback",
            "ReverseProxy:Clusters:c1:Destinations:a:Address",
            "ReverseProxy:Clusters:c1:Destinations:b:Address",
            "ClusterGateway:Nmae",
            "ClusterGateway:Probing:Interval",
            "ClusterGateway:Tokens:AdminHash",
            "ClusterGateway:Tokens:GatewayFile",
        ];
        Assert.All(paths, path => Assert.Contains(build.Errors, error => error.Path == path));
        Assert.DoesNotContain(build.Errors, error => error.Path == "ReverseProxy:Routes:r1:RateLimiterPolicy");
    }

    [Fact]
    public async Task Values_OutOfRange_AreNamed()
    {
        var build = await BuildAsync("""
            {
              "ReverseProxy": { "Clusters": { "c1": { "Destinations": { "a": { "Address": "cluster://serving" } } } } },
              "ClusterGateway": {
                "Probing": { "Interval": "1ms", "Silent": 0, "ApplicationPath": "x" },
                "Primary": { "Wait": "2s", "Queue": 0 },
                "Management": { "Url": "8090" },
                "Limits": { "RequestLine": 10, "RateGrace": "1s" },
                "Shutdown": { "Timeout": "2h" },
                "TrustedProxies": [ "10.0.0.0/8", "loopback" ]
              }
            }
            """, management: null);

        string[] paths =
        [
            "ClusterGateway:Nodes", "ClusterGateway:Probing:Interval", "ClusterGateway:Probing:Silent", "ClusterGateway:Probing:ApplicationPath",
            "ClusterGateway:Primary:Queue", "ClusterGateway:Management:Url", "ClusterGateway:TrustedProxies:1",
            "ClusterGateway:Limits:RequestLine", "ClusterGateway:Limits:RateGrace", "ClusterGateway:Shutdown:Timeout",
        ];
        Assert.Equal(paths.Order(), build.Errors.Select(e => e.Path).Order());
        Assert.Equal("ClusterGateway:Primary:Wait", Assert.Single(build.Warnings).Path);
    }

    [Theory]
    [InlineData("SlowStart", "2h")]
    [InlineData("SlowStart", "soon")]
    [InlineData("BoundedLoad", "0.5")]
    [InlineData("BoundedLoad", "100")]
    [InlineData("BackupFailback", "later")]
    [InlineData("PrefixShare", "0")]
    public async Task LoadBalancing_ValueOutOfRange_IsNamed(string key, string value)
    {
        var build = await BuildAsync($$"""{ "ClusterGateway": { "LoadBalancing": { "{{key}}": "{{value}}" } } }""");

        Assert.Equal($"ClusterGateway:LoadBalancing:{key}", Assert.Single(build.Errors).Path);
    }

    [Theory]
    [InlineData("Timeouts", "Idle", "soon")]
    [InlineData("Timeouts", "Connect", "6m")]
    [InlineData("Retries", "Patience", "6m")]
    [InlineData("PassiveHealth", "Ejection", "0")]
    [InlineData("PassiveHealth", "Ejection", "2h")]
    public async Task Section_ValueThatCannotBe_IsNamed(string section, string key, string value)
    {
        var build = await BuildAsync($$"""{ "ClusterGateway": { "{{section}}": { "{{key}}": "{{value}}" } } }""");

        Assert.Equal($"ClusterGateway:{section}:{key}", Assert.Single(build.Errors).Path);
    }

    [Fact]
    public async Task LoadBalancing_SeveralValuesOutOfRange_AreNamedAtOnce()
    {
        var build = await BuildAsync("""{ "ClusterGateway": { "LoadBalancing": { "SlowStart": "2h", "PrefixShare": 3, "Ipv4Prefix": 99 } } }""");

        Assert.Equal(3, build.Errors.Count);
    }

    [Fact]
    public async Task LoadBalancing_EveryKeyInRange_IsValid() => Assert.Empty((await BuildAsync("""
        { "ClusterGateway": { "LoadBalancing": { "SlowStart": "0", "BoundedLoad": "1.25", "BackupFailback": "immediate", "PrefixShare": "0.5" } } }
        """)).Errors);

    [Fact]
    public async Task NothingButAnEmptyFile_IsValid() => Assert.Empty((await BuildAsync("{}")).Errors);

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<GatewayBuild> BuildAsync(string json, string? management = "http://127.0.0.1:0")
    {
        var file = Path.Combine(_directory.FullName, "gateway.json");
        await File.WriteAllTextAsync(file, json);
        return management is null
            ? await GatewayApp.BuildAsync(Hosting.Configuration.ProgramArguments.Parse(["--config", file]), CancellationToken.None)
            : await RunningGateway.BuildAsync(file, _directory.FullName);
    }
}

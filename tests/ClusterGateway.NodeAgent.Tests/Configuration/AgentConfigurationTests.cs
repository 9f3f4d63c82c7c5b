using ClusterGateway.NodeAgent.Configuration;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.NodeAgent.Tests.Configuration;

public sealed class AgentConfigurationTests
{
    private static readonly Dictionary<string, string?> Right = new()
    {
        ["ClusterGateway:Node:Id"] = "node1",
        ["ClusterGateway:Store:Connection"] = "Data Source=cluster.db",
        ["ClusterGateway:Tokens:Admin"] = "0123456789abcdef",
        ["ClusterGateway:Tokens:Gateway:0"] = "0123456789abcdef0",
        ["ClusterGateway:Tokens:Gateway:1"] = "0123456789abcdef1",
        ["ClusterGateway:Tokens:Agent"] = "0123456789abcdef2",
    };

    [Fact]
    public void Read_Right_HasNoErrors()
    {
        var configuration = Read();

        Assert.Empty(configuration.Errors);
        Assert.Equal(TimeSpan.FromSeconds(8), configuration.Options.Leadership.Timing.Lease);
        Assert.NotNull(configuration.Store);
    }

    [Fact]
    public void Read_ManyMistakes_NamesThemAll()
    {
        var errors = Read(
            ("Node:Id", "a b"), ("Node:Weight", "2000"), ("Node:Wieght", "1"), ("Leadership:Renew", "often"), ("Store:Provider", "mysql"),
            ("Membership:Suspect", "20s"), ("Tokens:Admin", null), ("Tokens:AgentFile", "/nowhere/token"), ("Node:Advertise", "node1:7400")).Errors;

        string[] paths = ["Node:Id", "Node:Weight", "Node:Wieght", "Leadership:Renew", "Store:Provider", "Membership", "Tokens:Admin", "Tokens:AgentFile", "Node:Advertise"];
        foreach (var path in paths)
        {
            Assert.Contains(errors, e => e.Path == $"ClusterGateway:{path}");
        }
    }

    [Theory]
    [InlineData("8s", "1s", "5s", true)]
    [InlineData("8s", "2.5s", "5s", false)]
    [InlineData("8s", "1s", "5.4s", false)]
    [InlineData("3s", "500ms", "2s", true)]
    public void Read_Timing_MustLeaveRoomForTwoRenewalsAndTheMargin(string lease, string renew, string deadline, bool right)
    {
        var errors = Read(("Leadership:Lease", lease), ("Leadership:Renew", renew), ("Leadership:Deadline", deadline)).Errors;

        Assert.Equal(right, errors.Count == 0);
        Assert.All(errors, e => Assert.Contains(deadline, e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sessions:IdleTime", "1s", "30d")]
    [InlineData("Housekeeping:Interval", "100ms", "1h")]
    [InlineData("Housekeeping:Batch", "1", "10000")]
    public void Read_AtTheBounds_IsRight(string key, params string[] values) =>
        Assert.All(values, value => Assert.Empty(Read((key, value)).Errors));

    [Theory]
    [InlineData("Sessions:IdleTime", "999ms", "31d", "0", "often")]
    [InlineData("Housekeeping:Interval", "99ms", "61m")]
    [InlineData("Housekeeping:Batch", "0", "10001", "some")]
    public void Read_OutOfBounds_NamesTheKey(string key, params string[] values) =>
        Assert.All(values, value => Assert.Equal($"ClusterGateway:{key}", Assert.Single(Read((key, value)).Errors).Path));

    [Theory]
    [InlineData("conservative", 30)]
    [InlineData("Fast", 3)]
    [InlineData("default", 8)]
    public void Read_Profile_SetsTheTiming(string profile, int lease) =>
        Assert.Equal(TimeSpan.FromSeconds(lease), Read(("Leadership:Profile", profile)).Options.Leadership.Timing.Lease);

    [Theory]
    [InlineData("PublicUrl", "https://portal.example/s/", true)]
    [InlineData("PublicUrl", "https://portal.example/open?link=", true)]
    [InlineData("PublicUrl", "https://portal.example/s", false)]
    [InlineData("PublicUrl", "portal.example/s/", false)]
    [InlineData("PublicUrl", "/s/", false)]
    [InlineData("GrantLifetime", "1s", false)]
    [InlineData("ClientAttempts", "0", false)]
    [InlineData("ClientWindow", "25h", false)]
    [InlineData("LinkAttempts", "0", false)]
    [InlineData("LinkWindow", "500ms", false)]
    [InlineData("HashingConcurrency", "0", false)]
    [InlineData("HashingQueue", "0", true)]
    [InlineData("HashingQueue", "-1", false)]
    public void Read_ShareLinks_ValuesAreBounded(string key, string value, bool right)
    {
        var errors = Read(($"ShareLinks:{key}", value)).Errors;

        Assert.Equal(right ? [] : [$"ClusterGateway:ShareLinks:{key}"], errors.Select(e => e.Path));
    }

    [Theory]
    [InlineData("10.0.0.1:7401", "10.0.0.1:7402", null)]
    [InlineData("[::]:7401", null, null)]
    [InlineData(null, "0.0.0.0:7401", null)]
    [InlineData("7401", null, "Serving")]
    [InlineData("node1:7401", null, "Serving")]
    [InlineData("", null, "Serving")]
    [InlineData(null, "0.0.0.0:0", "Primary")]
    [InlineData("0.0.0.0:7401", "0.0.0.0:7401", "Primary")]
    public void Read_AgentCheck_WantsTwoAddresses(string? serving, string? primary, string? wrong)
    {
        var errors = Read(("AgentCheck:Serving", serving), ("AgentCheck:Primary", primary)).Errors;

        Assert.Equal(wrong is null ? [] : [$"ClusterGateway:AgentCheck:{wrong}"], errors.Select(e => e.Path));
    }

    [Fact]
    public void Read_ConnectionMissing_SaysHowToWriteIt() => Assert.Contains(
        Read(("Store:Connection", null)).Errors, e => e.Path == "ClusterGateway:Store:Connection" && e.Message.Contains("Data Source=", StringComparison.Ordinal));

    [Fact]
    public void Read_AppTokenMissing_IsFine() => Assert.Empty(Read().Errors);

    [Fact]
    public void Read_Mistakes_NeverShowATokensValue() =>
        Assert.DoesNotContain(Read(("Tokens:Admin", "short-secret")).Errors, e => e.ToString().Contains("short-secret", StringComparison.Ordinal));

    private static AgentConfiguration Read(params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(Right);
        foreach (var (key, value) in changes)
        {
            values[$"ClusterGateway:{key}"] = value;
        }

        return AgentConfiguration.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}

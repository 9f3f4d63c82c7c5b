using LocalCluster;
using LocalCluster.Options;

namespace ClusterGateway.Samples.Tests.LocalCluster;

public sealed class ClusterCommandTests
{
    [Fact]
    public async Task Run_WithoutOptions_AsksForTheContractsDefaults()
    {
        var (code, options, _) = await RunAsync();

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(new ClusterOptions { Data = Path.GetFullPath(".data"), Applications = options!.Applications }, options);
        Assert.Equal((3, 1, "sqlite", 8080, 7400), (options.Nodes, options.Gateways, options.Store, options.Port, options.PortBase));
    }

    [Fact]
    public async Task Run_WithApplications_HasANodeForEach()
    {
        var (_, options, _) = await RunAsync("--app", "http://127.0.0.1:3000,http://127.0.0.1:3001", "--app-health", "/health", "--restart");

        Assert.Equal(2, options!.Nodes);
        Assert.Equal(["http://127.0.0.1:3000/", "http://127.0.0.1:3001/"], options.Applications.Select(url => url.AbsoluteUri));
        Assert.Equal(("/health", true), (options.ApplicationHealth, options.Restart));
    }

    [Theory]
    [InlineData("--nodes is 'x'", "--nodes", "x")]
    [InlineData("--nodes is '0'", "--nodes", "0")]
    [InlineData("--gateways is '11'", "--gateways", "11")]
    [InlineData("--port is '70000'", "--port", "70000")]
    [InlineData("beyond the last port 65535", "--port-base", "65500")]
    [InlineData("--store is 'oracle'", "--store", "oracle")]
    [InlineData("--store redis needs --store-connection", "--store", "redis")]
    [InlineData("--store postgresql needs --store-connection", "--store", "postgresql")]
    [InlineData("--app has 'nonsense'", "--app", "nonsense")]
    [InlineData("--app is empty", "--app", ",")]
    [InlineData("--nodes is 3, but --app names 1", "--nodes", "3", "--app", "http://127.0.0.1:3000")]
    [InlineData("--app-health is 'x'", "--app-health", "x")]
    [InlineData("there is no such file", "--config", "/missing.json")]
    [InlineData("there is no such file", "--agent-config", "/missing.json")]
    [InlineData("would both listen on 7401", "--port", "7401")]
    [InlineData("--nonsense", "--nonsense")]
    public async Task Run_WithAMistake_NamesItAndStartsNothing(string expected, params string[] args)
    {
        var (code, options, error) = await RunAsync(args);

        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Null(options);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithSeveralMistakes_NamesThemAll()
    {
        var (_, _, error) = await RunAsync("--store", "redis", "--app-health", "x");

        Assert.Contains("--store", error, StringComparison.Ordinal);
        Assert.Contains("--app-health", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, ClusterOptions? Options, string Error)> RunAsync(params string[] args)
    {
        ClusterOptions? asked = null;
        var error = new StringWriter();
        var code = await ClusterCommand.RunAsync(args, new StringWriter(), error, (options, _) =>
        {
            asked = options;
            return Task.FromResult(ExitCodes.Done);
        });
        return (code, asked, error.ToString());
    }
}

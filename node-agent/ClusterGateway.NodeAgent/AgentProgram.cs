using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent;

/// <summary>From the command line to the exit code: 0 stopped, 1 wrong configuration or no start, 4 the node id belongs to another process, 5 a primary could not step down.</summary>
internal static class AgentProgram
{
    private const string Usage = """
        node-agent [--config FILE]... [--validate] [--Key:Sub=value]...

          --config FILE   read this file too; later ones win
          --validate      check the configuration, print every mistake, exit 0 or 1
          --Key:Sub=...   any setting; environment variables are written Key__Sub=...
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = ProgramArguments.Parse(args);
        if (arguments.Help)
        {
            Console.WriteLine(Usage);
            return 0;
        }

        // Everything below the content root is watched from here on. It would be the working directory, and a service manager starts programs
        // in "/": one hung mount anywhere would then hold up the start for ever.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var sources = ConfigurationSources.Load(builder.Configuration, "node-agent.json", arguments);
        builder.WebHost.UseConfiguration(builder.Configuration);
        var configuration = AgentConfiguration.Read(builder.Configuration);
        List<ConfigurationError> errors = [.. sources, .. configuration.Errors];
        List<ConfigurationError> warnings = [.. builder.Configuration.TelemetryWarnings(), .. arguments.Validate ? await StoreWarningAsync(configuration) : []];
        if (ConfigurationReport.Print(errors, warnings, arguments.Validate, arguments.Validate ? Console.Out : Console.Error) is { } exit)
        {
            return exit;
        }

        return await StartAsync(builder, configuration);
    }

    private static async Task<int> StartAsync(WebApplicationBuilder builder, AgentConfiguration configuration)
    {
        try
        {
            Directory.CreateDirectory(configuration.Options.DataDirectory);
            // What applications ask must never stand before a renewal of the lease.
            var (store, lease) = (configuration.Store!(TimeProvider.System), configuration.Store(TimeProvider.System));
            await using var app = AgentApp.Build(builder, configuration, store, TimeProvider.System, lease);
            var ended = app.Services.GetRequiredService<AgentExit>();
            await app.RunAsync();
            if (ended.Reason is not null)
            {
                await Console.Error.WriteLineAsync(ended.Reason);
            }

            return ended.Code;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"error: the agent cannot start: {exception.Message}");
            return ConfigurationReport.ExitInvalid;
        }
    }

    /// <summary>A store that does not answer is waited for when the agent runs; who validates wants to know.</summary>
    private static async Task<IReadOnlyList<ConfigurationError>> StoreWarningAsync(AgentConfiguration configuration)
    {
        if (configuration.Store is null)
        {
            return [];
        }

        await using var store = configuration.Store(TimeProvider.System);
        try
        {
            await store.PingAsync(CancellationToken.None);
            return [];
        }
        catch (StoreUnavailableException exception)
        {
            return [new ConfigurationError($"{AgentOptions.Section}:Store", $"gives no answer now, the agent would wait for it: {exception.Message}")];
        }
    }
}

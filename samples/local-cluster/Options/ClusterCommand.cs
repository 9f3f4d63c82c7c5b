using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LocalCluster.Options;

/// <summary>The command line of <c>run.sh</c>.</summary>
internal static class ClusterCommand
{
    private static readonly Option<int> Nodes = Number("--nodes", 3, 1, ClusterOptions.MaximumNodes, "Nodes to run, each an agent and the demo application.");
    private static readonly Option<int> Gateways = Number("--gateways", 1, 1, ClusterOptions.MaximumGateways, "Gateways to run, on PORT, PORT+1, …; their management is on PORT+10, ….");
    private static readonly Option<string> Store = Text("--store", "sqlite|postgresql|redis", "Where the cluster keeps its state.", "sqlite");
    private static readonly Option<string?> StoreConnection = Text("--store-connection", "STRING", "The store's connection string; needed for postgresql and redis.");
    private static readonly Option<string> Data = Text("--data", "DIR", "Where everything is kept: secrets, state, documents, logs, cluster.json.", ".data");
    private static readonly Option<int> Port = Number("--port", 8080, 1, 65535, "The first gateway's port.");
    private static readonly Option<int> PortBase = Number("--port-base", 7400, 1, 65535, "Agents listen on PORT-BASE+1, …, applications on PORT-BASE+101, ….");
    private static readonly Option<string?> App = Text("--app", "URL[,URL…]", "Applications that already run: one agent for each, instead of the demo.");
    private static readonly Option<string> AppHealth = Text("--app-health", "PATH", "What the agents ask the applications of --app.", "/");
    private static readonly Option<string?> Config = Text("--config", "FILE", "Extra gateway configuration (JSON).");
    private static readonly Option<string?> AgentConfig = Text("--agent-config", "FILE", "Extra configuration of the agents (JSON).");
    private static readonly Option<bool> Restart = new("--restart") { Description = "Start a child again when it dies." };

    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, Func<ClusterOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("Runs a complete cluster on this machine: gateways, and nodes of an agent and the demo application each.")
        {
            Nodes, Gateways, Store, StoreConnection, Data, Port, PortBase, App, AppHealth, Config, AgentConfig, Restart,
        };
        root.SetAction((parsed, cancellationToken) => StartAsync(parsed, error, run, cancellationToken));
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            return Refuse(error, result.Errors.Select(mistake => mistake.Message));
        }

        // Signals are ours: the default would end the process two seconds after the first one.
        return await result.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
    }

    private static Task<int> StartAsync(
        ParseResult parsed, TextWriter error, Func<ClusterOptions, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var mistakes = new List<string>();
        var applications = OptionRules.ParseApplications(parsed.GetValue(App), mistakes);
        var options = new ClusterOptions
        {
            Nodes = applications.Count > 0 && parsed.GetResult(Nodes) is null or { Implicit: true } ? applications.Count : parsed.GetValue(Nodes),
            Gateways = parsed.GetValue(Gateways),
            Store = parsed.GetValue(Store)!,
            StoreConnection = parsed.GetValue(StoreConnection),
            Data = Path.GetFullPath(parsed.GetValue(Data)!),
            Port = parsed.GetValue(Port),
            PortBase = parsed.GetValue(PortBase),
            Applications = applications,
            ApplicationHealth = parsed.GetValue(AppHealth)!,
            Config = parsed.GetValue(Config) is { } config ? Path.GetFullPath(config) : null,
            AgentConfig = parsed.GetValue(AgentConfig) is { } agentConfig ? Path.GetFullPath(agentConfig) : null,
            Restart = parsed.GetValue(Restart),
        };
        mistakes.AddRange(OptionRules.Check(options));
        return mistakes.Count > 0 ? Task.FromResult(Refuse(error, mistakes)) : run(options, cancellationToken);
    }

    private static int Refuse(TextWriter error, IEnumerable<string> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            error.WriteLine(mistake);
        }

        error.WriteLine("--help lists the options.");
        return ExitCodes.WrongUsage;
    }

    private static Option<int> Number(string name, int otherwise, int minimum, int maximum, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = argument => ParseNumber(argument, name, minimum, maximum),
    };

    private static int ParseNumber(ArgumentResult argument, string name, int minimum, int maximum)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        argument.AddError($"{name} is '{text}': write a number from {minimum} to {maximum}.");
        return minimum;
    }

    private static Option<string> Text(string name, string helpName, string description, string otherwise) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => otherwise };

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}

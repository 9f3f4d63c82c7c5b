using System.CommandLine;

namespace ClusterGateway.Cli;

/// <summary>The options that every verb takes.</summary>
internal static class GlobalOptions
{
    private const string DefaultAgent = "http://127.0.0.1:7400";

    public static readonly Option<string> Agent = new("--agent")
    {
        Description = "The agent of any node, or several with commas between them: the first that answers is asked. Default: CLUSTERGATEWAY_AGENT, or " + DefaultAgent,
        HelpName = "URL[,URL…]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CLUSTERGATEWAY_AGENT") is { Length: > 0 } agent ? agent : DefaultAgent,
        Recursive = true,
    };

    public static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "A file with the admin token. Default: CLUSTERGATEWAY_TOKEN_FILE, or the token itself in CLUSTERGATEWAY_TOKEN",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CLUSTERGATEWAY_TOKEN_FILE") is { Length: > 0 } file ? file : null,
        Recursive = true,
    };

    public static readonly Option<string?> AgentsCa = new("--agents-ca")
    {
        Description = "A PEM file: whose certificates count of agents that answer by HTTPS. Default: CLUSTERGATEWAY_AGENTS_CA, or whom this machine trusts",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CLUSTERGATEWAY_AGENTS_CA") is { Length: > 0 } file ? file : null,
        Recursive = true,
    };

    public static readonly Option<string> Output = Named();

    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before something is changed", Recursive = true };

    public static IReadOnlyList<Option> All => [Agent, TokenFile, AgentsCa, Output, Yes];

    private static Option<string> Named()
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "A table for people, or JSON for scripts",
            DefaultValueFactory = _ => "table",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong("table", "json");
        return option;
    }
}

using System.CommandLine;
using ClusterGateway.Cli.Certificates;
using ClusterGateway.Cli.Completion;
using ClusterGateway.Cli.Doctor;
using ClusterGateway.Cli.DocumentLocks;
using ClusterGateway.Cli.Events;
using ClusterGateway.Cli.Gateways;
using ClusterGateway.Cli.Leadership;
using ClusterGateway.Cli.Nodes;
using ClusterGateway.Cli.Screening;
using ClusterGateway.Cli.Sessions;
using ClusterGateway.Cli.Settings;
using ClusterGateway.Cli.ShareLinks;
using ClusterGateway.Cli.Status;

namespace ClusterGateway.Cli;

/// <summary>The verbs of <c>clusterctl</c>.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Create(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync(error.Message);
            }

            await terminal.Error.WriteLineAsync($"'clusterctl {string.Join(' ', VerbOf(parsed).Append("--help"))}' tells how.");
            return ExitCodes.WrongUsage;
        }

        var invocation = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static RootCommand Create(Terminal terminal)
    {
        var verbs = new Verbs(terminal);
        var root = new RootCommand("Looks after a cluster, through the agent of any of its nodes.")
        {
            StatusVerb.Create(verbs),
            NodesVerb.Create(verbs),
            DrainVerb.Create(verbs),
            StateVerbs.Maintenance(verbs),
            StateVerbs.Activate(verbs),
            SwitchoverVerb.Create(verbs),
            PauseVerbs.Pause(verbs),
            PauseVerbs.Resume(verbs),
            EventsVerb.Create(verbs),
            LocksVerb.Create(verbs),
            LinksVerb.Create(verbs),
            SessionsVerb.Create(verbs),
            ScreeningVerb.Create(verbs),
            GatewaysVerb.Create(verbs),
            SettingsVerb.Create(verbs),
            CertificatesVerb.Create(verbs),
            DoctorVerb.Create(verbs),
            CompletionVerb.Create(terminal),
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        return root;
    }

    private static Stack<string> VerbOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result?.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
        {
            names.Push(result.Command.Name);
        }

        return names;
    }
}

using System.CommandLine;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;

namespace ClusterGateway.Cli;

/// <summary>Makes commands whose action has a connection to the cluster, and whose failures end in a sentence and an exit code.</summary>
internal sealed class Verbs(Terminal terminal)
{
    public Command Create(string name, string description, Func<Invocation, CancellationToken, Task<int>> act, params IEnumerable<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Option option:
                    command.Options.Add(option);
                    break;
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Command nested:
                    command.Subcommands.Add(nested);
                    break;
            }
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, act, cancellationToken));
        return command;
    }

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<Invocation, CancellationToken, Task<int>> act, CancellationToken cancellationToken)
    {
        try
        {
            using var agent = new AgentApi(AgentAddresses.Parse(parsed.GetValue(GlobalOptions.Agent)!), AgentAccess.Read(parsed));
            var printer = parsed.GetValue(GlobalOptions.Output) == "json" ? (IPrinter)new JsonPrinter(terminal.Output) : new TablePrinter(terminal);
            return await act(new Invocation(parsed, agent, printer, terminal), cancellationToken);
        }
        catch (UsageException exception)
        {
            return Fail(exception.Message, ExitCodes.WrongUsage);
        }
        catch (AgentRefusedException exception)
        {
            return Fail(exception.Message, ExitCodes.Refused);
        }
        catch (AgentUnreachableException exception)
        {
            return Fail(exception.Message, ExitCodes.Unreachable);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail("interrupted", ExitCodes.Refused);
        }
    }

    private int Fail(string why, int exitCode)
    {
        terminal.Error.WriteLine(why);
        return exitCode;
    }
}

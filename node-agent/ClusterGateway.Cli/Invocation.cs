using System.CommandLine;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;

namespace ClusterGateway.Cli;

/// <summary>One run of one verb.</summary>
internal sealed record Invocation(ParseResult Parsed, AgentApi Agent, IPrinter Printer, Terminal Terminal)
{
    /// <summary>Asks first when somebody can be asked and did not say <c>--yes</c>, changes, and says so.</summary>
    /// <param name="question">Of what will be done.</param>
    /// <param name="done">What was done, in a sentence.</param>
    public async Task<int> ChangeAsync(string question, Func<Task> change, string done, CancellationToken cancellationToken)
    {
        if (Terminal.IsInteractive && !Parsed.GetValue(GlobalOptions.Yes) && !await Terminal.AskAsync(question, cancellationToken))
        {
            await Terminal.Error.WriteLineAsync("nothing was changed");
            return ExitCodes.Refused;
        }

        await change();
        await Terminal.Error.WriteLineAsync(done);
        return ExitCodes.Done;
    }
}

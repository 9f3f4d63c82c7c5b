using ClusterGateway.Cli;
using ClusterGateway.NodeAgent.Tests.Agents;

namespace ClusterGateway.NodeAgent.Tests.Cli;

/// <summary>One run of clusterctl, as at a prompt.</summary>
internal sealed record CtlRun(int ExitCode, string Output, string Error)
{
    /// <param name="typed">What somebody types when asked; null where nobody can be asked, as in a script.</param>
    public static async Task<CtlRun> OfAsync(string agent, string? typed, string[] arguments)
    {
        await using var output = new StringWriter();
        return await OfAsync(agent, typed, arguments, output, CancellationToken.None);
    }

    /// <param name="output">Where it writes, to be read meanwhile.</param>
    /// <param name="interrupt">As Ctrl-C does it.</param>
    public static async Task<CtlRun> OfAsync(string agent, string? typed, string[] arguments, TextWriter output, CancellationToken interrupt)
    {
        var token = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(token, AgentHost.Admin + "\n", CancellationToken.None);
            using var input = new StringReader(typed ?? "");
            using var error = new StringWriter();
            var terminal = new Terminal(input, output, error, IsInteractive: typed is not null, HasColors: false);
            var code = await CommandLine.RunAsync(["--agent", agent, "--token-file", token, .. arguments], terminal, interrupt);
            return new CtlRun(code, output.ToString() ?? "", error.ToString());
        }
        finally
        {
            File.Delete(token);
        }
    }
}

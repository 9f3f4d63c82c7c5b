using System.CommandLine;

namespace ClusterGateway.Cli.Completion;

/// <summary><c>clusterctl completion bash</c>: what a shell runs at its start, so that it completes verbs and options.</summary>
internal static class CompletionVerb
{
    // System.CommandLine answers the directive [suggest:POSITION] with one suggestion on each line.
    private const string Bash = """
        _clusterctl() {
          local IFS=$'\n'
          COMPREPLY=($(clusterctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -F _clusterctl clusterctl
        """;

    private const string Zsh = """
        _clusterctl() {
          local -a found
          found=("${(@f)$(clusterctl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _clusterctl clusterctl
        """;

    private const string Fish = """
        complete -f -c clusterctl -a '(clusterctl "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "A script that makes a shell complete verbs and options") { shell };
        command.SetAction(parsed => terminal.Output.WriteLine(parsed.GetValue(shell) switch
        {
            "zsh" => Zsh,
            "fish" => Fish,
            _ => Bash,
        }));
        return command;
    }
}

using System.Globalization;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>What became of one call.</summary>
/// <param name="Said">The first line that the command wrote, or why it could not be started; may be empty.</param>
internal sealed record HookRun(HookCall Call, HookOutcome Outcome, int ExitCode, TimeSpan Took, string Said)
{
    /// <summary>More does not fit the column of an event.</summary>
    public const int MostSaid = 200;

    /// <summary>One sentence for the log and the event.</summary>
    public string Sentence(TimeSpan timeout)
    {
        var took = string.Create(CultureInfo.InvariantCulture, $"{Took.TotalSeconds:0.0} s");
        var what = Outcome switch
        {
            HookOutcome.Succeeded => $"succeeded after {took}",
            HookOutcome.Failed => $"ended with exit code {ExitCode} after {took}",
            HookOutcome.TimedOut => $"did not end within {new Duration(timeout)} and was killed",
            HookOutcome.Stopped => $"was stopped after {took}: what it followed is over",
            HookOutcome.NotStarted when ExitCode != 0 => $"could not be started, as its exit code {ExitCode} after {took} says",
            _ => "could not be started",
        };
        return $"{Call.Hook} {what}{(Said.Length == 0 ? "" : ": ")}{Said}";
    }

    /// <summary>What a command that failed wrote as an error says more than the rest.</summary>
    public static string FirstLine(int exitCode, string output, string error)
    {
        var said = (exitCode == 0 ? output : error) is { Length: > 0 } better ? better : output + error;
        var line = said.ReplaceLineEndings("\n").Split('\n')[0];
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length > MostSaid ? line[..MostSaid] : line;
    }
}

namespace ClusterGateway.Cli;

/// <summary>Where a command reads and writes.</summary>
/// <param name="IsInteractive">Whether somebody sits in front of it who can be asked.</param>
/// <param name="HasColors">Whether standard output is a terminal, and <c>NO_COLOR</c> (https://no-color.org) is not set.</param>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error, bool IsInteractive, bool HasColors)
{
    public static Terminal OfThisProcess() => new(
        Console.In, Console.Out, Console.Error,
        IsInteractive: !Console.IsInputRedirected && !Console.IsErrorRedirected,
        HasColors: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Whether somebody at the terminal said yes.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Error.WriteAsync($"{question} [y/N] ");
        await Error.FlushAsync(cancellationToken);
        var answer = await Input.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}

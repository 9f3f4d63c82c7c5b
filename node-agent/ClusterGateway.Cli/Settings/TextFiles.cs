namespace ClusterGateway.Cli.Settings;

/// <summary>Files that verbs read.</summary>
internal static class TextFiles
{
    /// <param name="path"><c>-</c> for standard input.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string Read(Terminal terminal, string path)
    {
        try
        {
            return path == "-" ? terminal.Input.ReadToEnd() : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The first line of a file that holds a passphrase; null when none is named.</summary>
    /// <exception cref="UsageException">It cannot be read, or is empty.</exception>
    public static string? Passphrase(Terminal terminal, string? path) => path is null
        ? null
        : Read(terminal, path).Split('\n')[0].Trim() is { Length: > 0 } line ? line : throw new UsageException($"{path} is empty: it must hold the passphrase");
}

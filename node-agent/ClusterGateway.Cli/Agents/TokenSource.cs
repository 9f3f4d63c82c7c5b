namespace ClusterGateway.Cli.Agents;

internal static class TokenSource
{
    /// <summary>The first line of the file; without one the environment's token, or none: some of what agents tell is open.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is empty.</exception>
    public static string? Read(string? file)
    {
        if (file is null)
        {
            return Environment.GetEnvironmentVariable("CLUSTERGATEWAY_TOKEN") is { Length: > 0 } token ? token : null;
        }

        try
        {
            return File.ReadLines(file).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0)
                ?? throw new UsageException($"--token-file {file} is empty: it must hold the admin token");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--token-file {file} cannot be read: {exception.Message}");
        }
    }
}

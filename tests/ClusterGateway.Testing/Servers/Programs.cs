using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>Where the servers' programs are, and a sentence that says what to install when they are not.</summary>
internal static class Programs
{
    /// <summary>Debian keeps PostgreSQL's programs off the path, in one directory a version.</summary>
    public static string OfPostgres(string name) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .OrderByDescending(d => double.TryParse(Path.GetFileName(d), out var version) ? version : 0)
            .Select(d => Path.Combine(d, "bin", name))
            .FirstOrDefault(File.Exists) ?? OnPath(name)
        : OnPath(name);

    public static string OnPath(string name) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
        .Select(d => Path.Combine(d, name))
        .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"the tests need {name}: apt-get install postgresql redis-server pgbouncer prometheus");

    /// <summary>PostgreSQL and pgbouncer refuse to run as root.</summary>
    public static string? UserInsteadOfRoot => Environment.IsPrivilegedProcess ? "postgres" : null;

    public static async Task RunAsync(string program, IEnumerable<string> arguments, string? user = null)
    {
        await using var process = ChildProcess.Start(program, arguments, user);
        await process.ExitedAsync(TimeSpan.FromMinutes(1));
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {process.Output}");
        }
    }
}

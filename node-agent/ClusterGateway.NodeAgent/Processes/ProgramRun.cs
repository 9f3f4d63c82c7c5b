using System.ComponentModel;
using System.Diagnostics;

namespace ClusterGateway.NodeAgent.Processes;

/// <summary>Runs a program of the administrator: no shell reads its arguments, it gets none of the agent's secrets, and never longer than it is given.</summary>
internal static class ProgramRun
{
    /// <summary>Until it ends; a cancelled one is killed with everything it started. On Windows it throws when it cannot be started.</summary>
    /// <param name="head">So many characters of each output are kept.</param>
    public static async Task<ProgramResult> RunAsync(
        IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> environment, int head, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(command, environment) };
        process.Start();
        // Called by the very thread that cancels: an agent that stops leaves no command behind.
        await using var kill = cancellationToken.Register(() => Kill(process));
        process.StandardInput.Close();
        var output = ReadHeadAsync(process.StandardOutput, head, cancellationToken);
        var error = ReadHeadAsync(process.StandardError, head, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var detached = Detached(command);
        var start = new ProcessStartInfo(detached[0], detached.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The agent's own environment may hold its tokens and the store's password.
        var inherited = start.Environment.Where(v => v.Key is "PATH" or "SystemRoot").ToArray();
        start.Environment.Clear();
        foreach (var (key, value) in inherited)
        {
            start.Environment[key] = value;
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    /// <summary>
    /// The shell only replaces itself and reads none of the arguments. Were the program started by this process, one on a network mount
    /// whose server is gone would block the calling thread in its start, and with it the runtime's start of every other program.
    /// </summary>
    private static IReadOnlyList<string> Detached(IReadOnlyList<string> command) =>
        OperatingSystem.IsWindows() ? command : ["/bin/sh", "-c", "exec \"$0\" \"$@\"", .. command];

    // Reads to the end, so that a talkative command does not block on a full pipe, and keeps the head.
    private static async Task<string> ReadHeadAsync(StreamReader reader, int most, CancellationToken cancellationToken)
    {
        var head = new char[most];
        var rest = new char[most];
        var length = await reader.ReadBlockAsync(head, cancellationToken);
        while (await reader.ReadAsync(rest, cancellationToken) > 0)
        {
        }

        return new string(head, 0, length).Trim();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }
}

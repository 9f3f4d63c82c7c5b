using System.ComponentModel;
using System.Diagnostics;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>A program that was started and has ended; its outputs are the first <see cref="CheckResult.MaxOutput"/> characters of each.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string Said => $"{Output} {Error}".Trim();

    /// <summary>What to say when the exit code is not 0.</summary>
    public string Failure => $"exit code {ExitCode}{(Said.Length == 0 ? "" : ": ")}{Said}";

    /// <summary>Runs it to its end; when the token is cancelled it is killed with everything it started.</summary>
    public static async Task<CommandRun> OfAsync(IReadOnlyList<string> command, string nodeId, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(command, nodeId) };
        process.Start();
        // Called by the very thread that cancels: an agent that stops leaves no command behind.
        await using var kill = cancellationToken.Register(() => Kill(process));
        process.StandardInput.Close();
        var output = ReadHeadAsync(process.StandardOutput, cancellationToken);
        var error = ReadHeadAsync(process.StandardError, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, string nodeId)
    {
        // The shell only replaces itself and reads none of the arguments. Were the program started by this process, one on a network mount
        // whose server is gone would block the calling thread in its start, and with it the runtime's start of every other program.
        var start = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? command[0] : "/bin/sh",
            OperatingSystem.IsWindows() ? command.Skip(1) : ["-c", "exec \"$0\" \"$@\"", .. command])
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

        start.Environment["CLUSTERGATEWAY_NODE"] = nodeId;
        return start;
    }

    // Reads to the end, so that a talkative command does not block on a full pipe, and keeps the head.
    private static async Task<string> ReadHeadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var head = new char[CheckResult.MaxOutput];
        var rest = new char[CheckResult.MaxOutput];
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

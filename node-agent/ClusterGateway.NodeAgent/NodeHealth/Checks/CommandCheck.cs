using System.ComponentModel;
using System.Diagnostics;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Starts a program; exit code 0 passes. At the timeout it is killed with everything it started.</summary>
internal sealed class CommandCheck(string name, IReadOnlyList<string> command, string nodeId) : INodeCheck
{
    public string Type => CheckTypes.Command;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        // Called by the very thread that cancels: an agent that stops leaves no command behind.
        await using var kill = cancellationToken.Register(() => Kill(process));
        process.StandardInput.Close();
        var output = ReadHeadAsync(process.StandardOutput, cancellationToken);
        var error = ReadHeadAsync(process.StandardError, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var said = $"{await output} {await error}".Trim();
        return process.ExitCode == 0
            ? CheckResult.Pass(said)
            : CheckResult.Fail($"exit code {process.ExitCode}{(said.Length == 0 ? "" : ": ")}{said}");
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
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

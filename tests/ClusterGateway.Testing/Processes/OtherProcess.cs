using System.Runtime.InteropServices;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Processes;

/// <summary>A process that something else of the test started, known by its id.</summary>
public static class OtherProcess
{
    /// <summary>Sends a signal, and waits until the process is gone after a deadly one, until all of it stands still after a stop.</summary>
    public static async Task SignalAsync(int id, Signal signal)
    {
        if (Kill(id, (int)signal) != 0)
        {
            throw new InvalidOperationException($"process {id} cannot be signalled: it is gone");
        }

        if (signal is Signal.Kill or Signal.Terminate or Signal.Interrupt)
        {
            await Eventually.TrueAsync(() => !IsRunning(id), $"process {id} ended after {signal}");
        }
        else if (signal == Signal.Stop)
        {
            await Eventually.TrueAsync(() => StandsStill(id), $"process {id} stood still");
        }
    }

    /// <summary>False also for a zombie that its parent has not yet waited for.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            return StateOf($"/proc/{id}") is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Each thread stops in its own time.</summary>
    private static bool StandsStill(int id) => Directory.EnumerateDirectories($"/proc/{id}/task").All(thread => StateOf(thread) == 'T');

    /// <summary>"pid (name, which may hold anything) state …": see proc(5).</summary>
    private static char StateOf(string directory)
    {
        var stat = File.ReadAllText(Path.Combine(directory, "stat"));
        return stat[stat.LastIndexOf(')') + 2];
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int id, int signal);
}

using System.Runtime.InteropServices;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Processes;

/// <summary>A process that something else of the test started, known by its id.</summary>
public static class OtherProcess
{
    /// <summary>Sends a signal, and after a deadly one waits until the process is gone.</summary>
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
    }

    /// <summary>False also for a zombie that its parent has not yet waited for.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int id, int signal);
}

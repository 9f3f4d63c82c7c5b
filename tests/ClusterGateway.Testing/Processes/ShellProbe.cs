using System.Diagnostics;

namespace ClusterGateway.Testing.Processes;

/// <summary>Whether this machine lets the tests do something, found out by doing it.</summary>
internal static class ShellProbe
{
    /// <param name="script">Ends with 0 when it could be done; it leaves nothing behind.</param>
    public static bool Succeeds(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardError = true })!;
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }
}

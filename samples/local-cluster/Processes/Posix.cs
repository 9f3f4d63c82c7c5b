using System.Runtime.InteropServices;

namespace LocalCluster.Processes;

/// <summary>Signals: .NET itself can only kill.</summary>
internal static partial class Posix
{
    public const int SigInt = 2;
    public const int SigTerm = 15;
    public const int SigKill = 9;

    /// <summary>To one process; false when there is none.</summary>
    public static bool Signal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>To a process that leads a group, and to everything it started in it.</summary>
    public static bool SignalGroup(int pid, int signal) => Kill(-pid, signal) == 0;

    /// <summary>A shell without a terminal starts its background jobs deaf to SIGINT, and .NET leaves it so; this undoes it.</summary>
    public static void ListenToInterrupts() => SetHandler(SigInt, handler: 0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}

namespace ClusterGateway.NodeAgent.Processes;

/// <summary>How a program ended, and the head of what it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>False with the exit codes by which a shell says that it could not start a program (POSIX, "Exit Status for Commands").</summary>
    public bool WasStarted => OperatingSystem.IsWindows() || ExitCode is not (126 or 127);
}

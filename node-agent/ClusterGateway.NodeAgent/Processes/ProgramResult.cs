namespace ClusterGateway.NodeAgent.Processes;

/// <summary>How a program ended, and the head of what it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

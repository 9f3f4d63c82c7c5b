namespace ClusterGateway.Testing.Processes;

/// <summary>Signals by their Linux numbers.</summary>
public enum Signal
{
    Hangup = 1,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

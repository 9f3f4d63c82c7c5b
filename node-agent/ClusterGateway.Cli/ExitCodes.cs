namespace ClusterGateway.Cli;

/// <summary>What a script sees.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The cluster refused, or the one who was asked did; the reason is on standard error.</summary>
    public const int Refused = 1;

    public const int WrongUsage = 2;

    /// <summary>No agent answers, or none that reaches the store.</summary>
    public const int Unreachable = 3;
}

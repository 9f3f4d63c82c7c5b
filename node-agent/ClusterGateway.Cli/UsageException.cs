namespace ClusterGateway.Cli;

/// <summary>What was asked for cannot be meant; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

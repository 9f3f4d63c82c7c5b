namespace ClusterGateway.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Tone">How much an administrator must mind; color is never the only sign of it.</param>
internal sealed record Column<T>(string Head, Func<T, string?> Text, Func<T, Tone>? Tone = null);

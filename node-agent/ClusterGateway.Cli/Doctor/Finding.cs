namespace ClusterGateway.Cli.Doctor;

/// <summary>Something that is wrong, and how to mend it.</summary>
/// <param name="Code">Stable, for scripts: <c>agent-unreachable</c>.</param>
/// <param name="Where">A node, a gateway, or the cluster.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record Finding(string Code, string Where, string Detail, string Fix);

namespace LocalCluster.Planning;

/// <summary>A process to run.</summary>
/// <param name="Name">Names its log file, as in <c>node1-agent</c>.</param>
/// <param name="Label">Stands before its lines, as in <c>node1 agent</c>.</param>
internal sealed record ChildPlan(string Name, string Label, StartCommand Start);

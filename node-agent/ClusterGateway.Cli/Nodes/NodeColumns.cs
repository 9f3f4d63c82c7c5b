using System.Globalization;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cli.Nodes;

/// <summary>A node on one line.</summary>
internal static class NodeColumns
{
    /// <param name="nodes">All of them: what each warns of concerns the cluster, and is no news on a line.</param>
    public static IReadOnlyList<Column<NodeView>> For(IReadOnlyList<NodeView> nodes) =>
    [
        new("NODE", node => node.Id),
        new("ROLE", node => Word(node.Role), node => node.Role == NodeRole.Primary ? Tone.Good : Tone.Plain),
        new("STATE", StateOf, node => node.AdministrativeState == AdministrativeState.Active ? Tone.Plain : Tone.Warning),
        new("HEALTH", node => Word(node.Health), ToneOf),
        new("SERVES", node => node.Serving ? "yes" : "no", node => node.Serving ? Tone.Plain : Tone.Bad),
        new("SESSIONS", node => Text(node.Sessions)),
        new("IN FLIGHT", node => Text(node.InFlight)),
        new("REQ/S", node => node.RequestsPerSecond.ToString("0.0", CultureInfo.InvariantCulture)),
        new("WEIGHT", node => Text(node.Weight)),
        new("VERSION", node => node.Version),
        new("ADDRESS", node => node.Address),
        new("WARNINGS", node => string.Join(", ", node.Warnings.Select(w => w.Code).Where(code => !IsOfAll(code, nodes))), _ => Tone.Warning),
    ];

    private static string StateOf(NodeView node) => node.Drain is { } drain
        ? $"draining ({(drain.Sessions is { } left ? $"{Text(left)} left" : "counting")}, {Span.OfSeconds(drain.Remaining)})"
        : Word(node.AdministrativeState);

    private static bool IsOfAll(string code, IReadOnlyList<NodeView> nodes) => nodes.Count > 1 && nodes.All(node => node.Warnings.Any(w => w.Code == code));

    private static Tone ToneOf(NodeView node) => node.Health switch
    {
        NodeHealth.Healthy => Tone.Good,
        NodeHealth.Unhealthy => Tone.Bad,
        _ => Tone.Warning,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

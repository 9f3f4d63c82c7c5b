namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>Section <c>ClusterGateway:Hooks</c>: commands of this node's administrator; semantics in docs/operations/hooks.md.</summary>
internal sealed record HookOptions
{
    /// <summary>Runs when this node became primary. When it fails, the node gives the role back.</summary>
    public HookCommand OnBecamePrimary { get; init; } = new();

    /// <summary>Runs when this node is not primary any more.</summary>
    public HookCommand OnLostPrimary { get; init; } = new();

    /// <summary>Runs when this node begins to drain.</summary>
    public HookCommand OnDrain { get; init; } = new();

    /// <summary>Runs when this node, which was healthy or degraded, becomes unhealthy.</summary>
    public HookCommand OnFault { get; init; } = new();

    /// <summary>Runs when this node has applied other settings of the cluster.</summary>
    public HookCommand OnSettingsChanged { get; init; } = new();

    // A method: what is a property here is a key of the configuration.
    public HookCommand Of(HookKind hook) => hook switch
    {
        HookKind.OnBecamePrimary => OnBecamePrimary,
        HookKind.OnLostPrimary => OnLostPrimary,
        HookKind.OnDrain => OnDrain,
        HookKind.OnFault => OnFault,
        _ => OnSettingsChanged,
    };

    public IEnumerable<HookKind> Configured() => Enum.GetValues<HookKind>().Where(h => Of(h).Command.Count > 0);

    /// <summary>What the stop of an agent that was primary may take on top.</summary>
    public TimeSpan Farewell() => OnLostPrimary.Command.Count > 0 ? OnLostPrimary.Timeout : TimeSpan.Zero;
}

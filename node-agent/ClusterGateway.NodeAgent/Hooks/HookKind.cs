namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>The changes of a node that a command can follow; named as in the configuration.</summary>
internal enum HookKind
{
    OnBecamePrimary,
    OnLostPrimary,
    OnDrain,
    OnFault,
    OnSettingsChanged,
}

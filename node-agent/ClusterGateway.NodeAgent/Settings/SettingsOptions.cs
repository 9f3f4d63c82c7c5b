using System.ComponentModel.DataAnnotations;
using ClusterGateway.NodeAgent.Settings.NodeScoping;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>Section <c>ClusterGateway:Settings</c>: the settings that the cluster shares; semantics in docs/operations/settings.md.</summary>
internal sealed record SettingsOptions
{
    /// <summary>False: this node takes no part. It keeps its last copy and nothing is written through it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether applications may write single settings with their token, as an administration page of theirs needs it.</summary>
    public bool AppWrites { get; init; }

    /// <summary>
    /// Keys that differ from node to node, beside those of <see cref="Profile"/>: never written for the cluster, and ignored when they come.
    /// <c>*</c> stands for any characters; upper and lower case count the same.
    /// </summary>
    public IReadOnlyList<string> NodeScoped { get; init; } = [];

    /// <summary>A ready list of node-scoped keys: <c>default</c>, <c>powerfolder</c>, <c>mdaemon</c>, <c>myworkdrive</c>, or <c>none</c>.</summary>
    public string Profile { get; init; } = NodeScopeProfiles.Default;

    /// <summary>This node's own values: they count here in place of the cluster's. JSON, or text that is taken as it stands.</summary>
    public IReadOnlyDictionary<string, string> Local { get; init; } = new Dictionary<string, string>();

    /// <summary>So many steps of the history are kept.</summary>
    [Range(10, 10_000)]
    public int History { get; init; } = 1000;
}

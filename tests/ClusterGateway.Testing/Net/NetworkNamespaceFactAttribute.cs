using ClusterGateway.Testing.Processes;
using Xunit;

namespace ClusterGateway.Testing.Net;

/// <summary>A test with a <see cref="NetworkNamespace"/>; it is reported as skipped where none may be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkNamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsPossible = new(static () => ShellProbe.Succeeds("""
        unshare --net /bin/sh -c 'ip link add cgprobe type veth peer name cgprobe1 && nft "add table inet probe;
        add chain inet probe c { type filter hook input priority 0; }; add rule inet probe c numgen random mod 100 < 1 drop"'
        """));

    public NetworkNamespaceFactAttribute() => Skip = IsPossible.Value ? null : "no network can be made here: run the tests as root, with nftables";
}

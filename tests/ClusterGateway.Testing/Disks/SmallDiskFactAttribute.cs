using ClusterGateway.Testing.Processes;
using Xunit;

namespace ClusterGateway.Testing.Disks;

/// <summary>A test that mounts a <see cref="SmallDisk"/>; it is reported as skipped where nothing may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> MayMount =
        new(static () => ShellProbe.Succeeds("d=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs $d && umount $d && rmdir $d"));

    public SmallDiskFactAttribute() => Skip = MayMount.Value ? null : "nothing may be mounted here: run the tests as root";
}

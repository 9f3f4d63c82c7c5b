namespace ClusterGateway.NodeAgent.Tests.NodeHealth.HungMounts;

/// <summary>A test on a real mount. Where there can be none (no /dev/fuse) it is reported as skipped; the tests with pipes still run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FuseFactAttribute : FactAttribute
{
    public FuseFactAttribute() => Skip = File.Exists("/dev/fuse") ? null : "there is no /dev/fuse here; the same is shown with pipes";
}

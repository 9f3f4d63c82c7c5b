namespace ClusterGateway.NodeAgent.Membership;

/// <summary>
/// Where a port can have only one owner: this start of this machine, and this network namespace of it. Whoever listens there at the address of
/// an earlier process knows that the other has ended. A clone has the same name and address, but not this.
/// </summary>
internal static class PortSpace
{
    /// <summary>Null where the system does not tell.</summary>
    public static string? Current { get; } = Read();

    private static string? Read()
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var network = new FileInfo("/proc/self/ns/net").LinkTarget;
            return boot.Length == 0 || network is null ? null : $"{boot} {network}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

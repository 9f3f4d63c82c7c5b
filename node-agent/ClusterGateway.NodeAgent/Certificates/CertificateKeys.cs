using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Where certificates are in the store. Names need no encoding (<see cref="Contracts.Certificates.CertificateName"/>).</summary>
internal static class CertificateKeys
{
    public const string Prefix = "certificates/";

    /// <summary>Written by every change: its revision is the list's.</summary>
    public const string Head = Prefix + "head";

    public const string Active = Prefix + "active/";
    public const string Staged = Prefix + "staged/";
    public const string Removed = Prefix + "removed/";

    public static string ActiveOf(string name) => StoreKey.Of("certificates", "active", name);

    public static string StagedOf(string name) => StoreKey.Of("certificates", "staged", name);

    public static string RemovedOf(string name) => StoreKey.Of("certificates", "removed", name);
}

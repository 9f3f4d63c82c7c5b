namespace ClusterGateway.Gateway.Affinity;

/// <summary>The names of the binding sources, which are also names of YARP session affinity policies.</summary>
internal static class BindingSourceNames
{
    public const string ClusterCookie = "ClusterCookie";
    public const string AppCookie = "AppCookie";
    public const string ClientIp = "ClientIp";

    public static IReadOnlyList<string> All { get; } = [ClusterCookie, AppCookie, ClientIp];

    /// <returns>The name as we write it; null when there is none like it.</returns>
    public static string? Canonical(string? name) => All.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}

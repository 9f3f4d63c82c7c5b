using ClusterGateway.NodeAgent.Records;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>Which keys a setting may have, and where its entry is.</summary>
internal static class SettingKey
{
    public const int MostCharacters = 512;

    /// <summary>Keys of our own, such as the schemas of applications: they travel as settings do, and nobody sees them among those.</summary>
    public const string ReservedPrefix = "$";

    public const string SchemaPrefix = ReservedPrefix + "schema/";

    public static bool IsReserved(string key) => key.StartsWith(ReservedPrefix, StringComparison.Ordinal);

    /// <summary>What is wrong with it, as the end of a sentence; null when nothing is.</summary>
    public static string? WhyNot(string key) => key switch
    {
        _ when !EntryName.IsValid(key) || key.Length > MostCharacters || key.Any(char.IsControl) => $"is not 1 to {MostCharacters} visible characters",
        _ when IsReserved(key) => $"begins with '{ReservedPrefix}', which is kept for the cluster itself",
        _ => null,
    };
}

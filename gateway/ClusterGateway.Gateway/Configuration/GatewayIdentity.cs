using System.Reflection;
using System.Security.Cryptography;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>This gateway's stable id, and its version.</summary>
internal sealed class GatewayIdentity(GatewayOptions options)
{
    private readonly Lazy<string> _id = new(() => options.Id ?? ReadOrMake(Path.Combine(options.DataDirectory, "gateway-id")));

    public string Id => _id.Value;

    public static string Version { get; } =
        typeof(GatewayIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    private static string ReadOrMake(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var id = "gateway-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, id + "\n");
        return id;
    }
}

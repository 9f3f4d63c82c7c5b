using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The tokens of a cluster, as the files that its programs read.</summary>
internal sealed class ChaosSecrets
{
    private readonly string _directory;

    public ChaosSecrets(string directory)
    {
        _directory = directory;
        foreach (var name in new[] { "gateway", "agent", "app", "keyring" })
        {
            Write(name, NewToken());
        }

        Write("admin", Admin);
        Write("admin.sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Admin))));
    }

    public string Admin { get; } = NewToken();

    public string File(string name) => Path.Combine(_directory, name);

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The directory of a run is its owner's alone.</summary>
    private void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);
}

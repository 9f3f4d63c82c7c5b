using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LocalCluster.Planning;

namespace LocalCluster.Secrets;

/// <summary>Makes the secrets at the first start and keeps them for all later ones.</summary>
internal sealed class SecretFolder(string directory)
{
    private const int TokenBytes = 32;
    private const int PasswordBytes = 9;

    private static readonly string[] UserNames = ["alice", "bob", "carol"];

    public ClusterSecrets Prepare()
    {
        var admin = Keep("admin.token", NewToken);
        PrivateFile.Write(At("admin.token.sha256"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(admin))));
        Keep("keyring.secret", NewToken);
        Keep("encryption.secret", NewToken);
        return new ClusterSecrets
        {
            Admin = admin,
            Gateway = Keep("gateway.token", NewToken),
            Agent = Keep("agent.token", NewToken),
            App = Keep("app.token", NewToken),
            AdminFile = At("admin.token"),
            AdminHashFile = At("admin.token.sha256"),
            GatewayFile = At("gateway.token"),
            AgentFile = At("agent.token"),
            AppFile = At("app.token"),
            KeyRingFile = At("keyring.secret"),
            EncryptionFile = At("encryption.secret"),
            PortalKey = Keep("portal.key", NewToken),
            PortalKeyFile = At("portal.key"),
            Demo = JsonSerializer.Deserialize<DemoUsers>(Keep("demo.json", () => JsonSerializer.Serialize(NewDemoUsers())))!,
        };
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    private static DemoUsers NewDemoUsers() => new([.. UserNames.Select(NewUser)], NewUser("admin"));

    private static DemoUser NewUser(string name) => new(name, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes)));

    private string At(string name) => Path.Combine(directory, name);

    private string Keep(string name, Func<string> create)
    {
        var path = At(name);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, create());
        }

        return File.ReadAllText(path).Trim();
    }
}

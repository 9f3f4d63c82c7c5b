using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.NodeAgent.Settings.Transfer;

/// <summary>Seals the secrets of an export under a passphrase, so that another cluster can open them.</summary>
internal sealed class SettingsPassphrase
{
    public const int Shortest = 8;

    /// <summary>What OWASP asks of PBKDF2-HMAC-SHA256.</summary>
    private const int Iterations = 600_000;

    /// <summary>What a file may ask of whoever opens it.</summary>
    private const int MostIterations = 5_000_000;

    private const int SaltBytes = 16;

    private readonly SealedBox _box;

    private SettingsPassphrase(string passphrase, ExportEncryption encryption)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase), Base64Url.DecodeFromChars(encryption.Salt), encryption.Iterations, HashAlgorithmName.SHA256, 32);
        Encryption = encryption;
        // No cluster: the file may be meant for another one.
        _box = new SealedBox([Convert.ToBase64String(key)], "settings export", "");
    }

    public ExportEncryption Encryption { get; }

    /// <summary>For a new file.</summary>
    public static SettingsPassphrase New(string passphrase) =>
        new(passphrase, new ExportEncryption(Iterations, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes))));

    /// <summary>For a file that was written before; null when what it says of its encryption cannot be.</summary>
    public static SettingsPassphrase? Of(string passphrase, ExportEncryption encryption) =>
        encryption.Iterations is >= 1 and <= MostIterations && encryption.Salt is { Length: > 0 and < 100 } && Base64Url.IsValid(encryption.Salt)
            ? new(passphrase, encryption)
            : null;

    public string Seal(string key, JsonElement value) => _box.Seal(key, JsonSerializer.SerializeToUtf8Bytes(value));

    /// <returns>Null when the passphrase does not open it.</returns>
    public JsonElement? Open(string key, string value) =>
        _box.Open(key, value) is { } opened ? JsonSerializer.Deserialize<JsonElement>(opened.Plain) : null;
}

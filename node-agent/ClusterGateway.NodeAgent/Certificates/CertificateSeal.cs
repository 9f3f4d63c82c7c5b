using System.Globalization;
using System.Text.Json;
using ClusterGateway.NodeAgent.Encryption;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Seals bundles with what the store does not hold, each under its name and version: a stored one cannot stand in for another.</summary>
internal sealed class CertificateSeal(EncryptionKeys keys)
{
    private readonly Hosting.Secrets.SealedBox? _box = keys.BoxFor("certificates");

    /// <summary>False without a secret: nothing can be stored.</summary>
    public bool IsPossible => _box is not null;

    public string Seal(string name, long version, BundleRecord bundle) =>
        _box!.Seal(NameOf(name, version), JsonSerializer.SerializeToUtf8Bytes(bundle, CertificateRecordJson.Default.BundleRecord));

    /// <returns>Null when none of this node's secrets opens it.</returns>
    public BundleRecord? Open(CertificateRecord record) => _box?.Open(NameOf(record.Name, record.Version), record.Sealed) is { } opened
        ? JsonSerializer.Deserialize(opened.Plain, CertificateRecordJson.Default.BundleRecord)
        : null;

    private static string NameOf(string name, long version) => string.Create(CultureInfo.InvariantCulture, $"{name}/{version}");
}

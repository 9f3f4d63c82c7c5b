using System.Text;
using System.Xml;
using System.Xml.Linq;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>Seals elements of the key ring with what only gateways hold (<see cref="SealedBox"/>); the name of each is its id.</summary>
internal sealed class KeyRingCipher
{
    private readonly SealedBox _box;

    /// <param name="secrets">Current first; at least one.</param>
    public KeyRingCipher(IReadOnlyList<string> secrets, ClusterName cluster) => _box = new SealedBox(secrets, "key ring", cluster.Value);

    /// <summary>Names the current secret without telling anything of it.</summary>
    public string CurrentName => _box.CurrentName;

    public string Encrypt(string id, XElement element) => _box.Seal(id, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));

    /// <returns>Null when none of the secrets opens it.</returns>
    public DecryptedElement? Decrypt(KeyRingElement element)
    {
        if (_box.Open(element.Id, element.Value) is not { } opened)
        {
            return null;
        }

        try
        {
            return new(element.Id, XElement.Parse(Encoding.UTF8.GetString(opened.Plain)), opened.IsCurrent);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

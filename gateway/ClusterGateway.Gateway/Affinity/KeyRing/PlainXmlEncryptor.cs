using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// Leaves the element as it is: <see cref="KeyRingCipher"/> encrypts all of it, dates and all, before it leaves the process. Without an
/// encryptor Data Protection would warn that keys are stored in clear text.
/// </summary>
internal sealed class PlainXmlEncryptor : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("unencryptedKey", new XElement(plaintextElement)), typeof(NullXmlDecryptor));
}

using System.Xml.Linq;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>An element of the ring in clear text, in memory only.</summary>
/// <param name="IsCurrent">The current secret opened it, not a previous one.</param>
internal sealed record DecryptedElement(string Id, XElement Xml, bool IsCurrent);

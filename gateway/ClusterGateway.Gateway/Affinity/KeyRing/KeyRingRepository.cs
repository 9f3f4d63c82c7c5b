using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// The ring in memory, as Data Protection reads it. What Data Protection stores here (a new key, a revocation) waits until the
/// synchronizer has brought it to the agents; only then it is part of the ring.
/// </summary>
internal sealed class KeyRingRepository : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _created = new();
    private ImmutableArray<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements.Select(element => new XElement(element))];

    public void StoreElement(XElement element, string friendlyName) => _created.Enqueue(new XElement(element));

    public bool TryTakeCreated(out XElement? element) => _created.TryDequeue(out element);

    /// <summary>The same key may be there twice, encrypted with the previous and with the current secret.</summary>
    public void Replace(IEnumerable<DecryptedElement> elements) => ImmutableInterlocked.InterlockedExchange(
        ref _elements, [.. elements.Select(element => element.Xml).DistinctBy(xml => (xml.Name, (string?)xml.Attribute("id") ?? xml.ToString()))]);
}

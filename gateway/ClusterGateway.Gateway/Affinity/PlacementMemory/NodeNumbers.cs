using System.Collections.Concurrent;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>Small numbers for node ids, given once and kept for the life of the process, so that an entry need not hold a reference.</summary>
internal sealed class NodeNumbers
{
    private readonly ConcurrentDictionary<string, ushort> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private string[] _names = [];

    /// <returns>Null when 65,535 nodes had a number before: such a node is not remembered.</returns>
    public ushort? Of(string nodeId) => _numbers.TryGetValue(nodeId, out var number) ? number : Add(nodeId);

    public string NameOf(ushort number) => Volatile.Read(ref _names)[number];

    private ushort? Add(string nodeId)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(nodeId, out var number))
            {
                return number;
            }

            if (_names.Length == ushort.MaxValue)
            {
                return null;
            }

            number = (ushort)_names.Length;
            Volatile.Write(ref _names, [.. _names, nodeId]);
            _numbers[nodeId] = number;
            return number;
        }
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>
/// A bounded table of <see cref="PlacementEntry"/>: sets of eight, a key has one set, and in a full set the entry seen longest ago gives
/// way. Memory is fixed; a set is guarded by one of many locks, held for eight comparisons, so that requests do not meet there.
/// </summary>
internal sealed class PlacementTable
{
    private const int Ways = 8;
    private const int Locks = 256;

    private readonly PlacementEntry[] _entries;
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new Lock())];
    private readonly uint _sets;

    /// <summary>Clients choose what keys are made of: without it they could choose whose set to fill.</summary>
    private readonly ulong _secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public PlacementTable(int capacity)
    {
        _sets = (uint)Math.Max(capacity / Ways, 1);
        _entries = new PlacementEntry[_sets * Ways];
    }

    public int Capacity => _entries.Length;

    /// <returns>The entry; of kind <see cref="PlacementKind.Empty"/> when there is none that was seen since <paramref name="oldest"/>.</returns>
    public PlacementEntry Find(ulong key, uint oldest)
    {
        var set = SetOf(key);
        lock (LockOf(set))
        {
            foreach (ref readonly var entry in Entries(set))
            {
                if (entry.Key == key && entry.Kind != PlacementKind.Empty)
                {
                    return entry.Seen >= oldest ? entry : default;
                }
            }
        }

        return default;
    }

    /// <summary>Puts what <paramref name="change"/> makes of the entry as it is (kind Empty when there is none); Empty takes it out.</summary>
    /// <returns>The entry as it was.</returns>
    public PlacementEntry Update<TState>(ulong key, uint oldest, TState state, Func<PlacementEntry, TState, PlacementEntry> change)
    {
        var set = SetOf(key);
        lock (LockOf(set))
        {
            ref var slot = ref SlotOf(Entries(set), key);
            var current = slot.Key == key && slot.Seen >= oldest ? slot : default;
            var next = change(current, state);
            if (next.Kind != PlacementKind.Empty || slot.Key == key)
            {
                next.Key = key;
                slot = next;
            }

            return current;
        }
    }

    /// <summary>Visits every entry seen since <paramref name="oldest"/>; each is whole, the whole is not of one moment.</summary>
    public void Visit(uint oldest, Action<PlacementEntry> visit)
    {
        Span<PlacementEntry> copy = stackalloc PlacementEntry[Ways];
        for (uint set = 0; set < _sets; set++)
        {
            lock (LockOf(set))
            {
                Entries(set).CopyTo(copy);
            }

            foreach (ref readonly var entry in copy)
            {
                if (entry.Kind != PlacementKind.Empty && entry.Seen >= oldest)
                {
                    visit(entry);
                }
            }
        }
    }

    /// <summary>The key's own slot, else an empty one, else the one seen longest ago.</summary>
    private static ref PlacementEntry SlotOf(Span<PlacementEntry> entries, ulong key)
    {
        var chosen = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Key == key && entry.Kind != PlacementKind.Empty)
            {
                return ref entries[i];
            }

            if (Age(entry) < Age(entries[chosen]))
            {
                chosen = i;
            }
        }

        return ref entries[chosen];
    }

    private static long Age(in PlacementEntry entry) => entry.Kind == PlacementKind.Empty ? -1 : entry.Seen;

    /// <summary>Maps the hash to a set without a division (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    private uint SetOf(ulong key) => (uint)Math.BigMul(StableHash.Mix(key ^ _secret), _sets, out _);

    private Span<PlacementEntry> Entries(uint set) => MemoryMarshal.CreateSpan(ref _entries[set * Ways], Ways);

    private Lock LockOf(uint set) => _locks[set % Locks];
}

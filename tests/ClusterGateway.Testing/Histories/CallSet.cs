using System.Numerics;

namespace ClusterGateway.Testing.Histories;

/// <summary>A set of calls of one history, by their index; never changes, equal by content.</summary>
internal sealed class CallSet : IEquatable<CallSet>
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    public CallSet(int size)
        : this(new ulong[(size / WordBits) + 1])
    {
    }

    private CallSet(ulong[] words) => _words = words;

    public int Count => _words.Sum(BitOperations.PopCount);

    public int FirstMissing
    {
        get
        {
            var word = Array.FindIndex(_words, w => w != ulong.MaxValue);
            return word < 0 ? _words.Length * WordBits : (word * WordBits) + BitOperations.TrailingZeroCount(~_words[word]);
        }
    }

    public bool Contains(int index) => (_words[index / WordBits] & Bit(index)) != 0;

    public CallSet With(int index)
    {
        var words = _words.ToArray();
        words[index / WordBits] |= Bit(index);
        return new CallSet(words);
    }

    public bool Equals(CallSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as CallSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    private static ulong Bit(int index) => 1UL << (index % WordBits);
}

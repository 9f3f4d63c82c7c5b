namespace ClusterGateway.Testing.Histories;

/// <summary>The calls of a history that have not yet taken effect in the order that is being tried.</summary>
/// <param name="calls">By the time of the call.</param>
internal sealed class RemainingCalls<TInput, TOutput>(RecordedCall<TInput, TOutput>[] calls)
    where TOutput : class
{
    private readonly bool[] _taken = new bool[calls.Length];
    private readonly UInt128[] _marks = [.. Marks(calls.Length)];
    private int _answered = calls.Count(call => !call.IsUnknown);
    private int _first;

    /// <summary>Stands for the set; two sets have the same one by a chance of 1 in 2^128.</summary>
    public UInt128 Signature { get; private set; }

    /// <summary>Nothing is left of which the answer is known.</summary>
    public bool IsAnswered => _answered == 0;

    public void Take(int index)
    {
        Change(index, taken: true);
        while (_first < calls.Length && _taken[_first])
        {
            _first++;
        }
    }

    public void PutBack(int index)
    {
        Change(index, taken: false);
        _first = Math.Min(_first, index);
    }

    /// <summary>What may come next: calls that began before any of those left returned. The one that returned first comes first.</summary>
    public List<int> Candidates()
    {
        var candidates = new List<int>();
        var firstReturn = TimeSpan.MaxValue;
        for (var i = _first; i < calls.Length && calls[i].Called <= firstReturn; i++)
        {
            if (!_taken[i])
            {
                candidates.Add(i);
                firstReturn = calls[i].Returned < firstReturn ? calls[i].Returned : firstReturn;
            }
        }

        candidates.RemoveAll(i => calls[i].Called > firstReturn);
        candidates.Sort((x, y) => calls[x].Returned.CompareTo(calls[y].Returned));
        return candidates;
    }

    private void Change(int index, bool taken)
    {
        _taken[index] = taken;
        Signature ^= _marks[index];
        _answered -= calls[index].IsUnknown ? 0 : taken ? 1 : -1;
    }

    private static IEnumerable<UInt128> Marks(int count)
    {
        var random = new Random(count);
        for (var i = 0; i < count; i++)
        {
            yield return new UInt128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        }
    }
}

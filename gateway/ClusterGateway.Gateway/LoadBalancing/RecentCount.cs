using System.Runtime.CompilerServices;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>How often something happened in the last seconds: a ring of counts, one a second, without a lock.</summary>
internal sealed class RecentCount
{
    /// <summary>Seconds it looks back: placements show in what the agents report after 8 s at the latest.</summary>
    public const int Window = 10;

    private Ring _seconds;

    /// <param name="second">Of any clock that does not go back; from 1 on.</param>
    public void Add(uint second)
    {
        ref var slot = ref _seconds[(int)(second % Window)];
        while (true)
        {
            // The upper half says of which second the lower half is the count.
            var seen = Volatile.Read(ref slot);
            var next = (uint)(seen >> 32) == second ? seen + 1 : ((ulong)second << 32) | 1;
            if (Interlocked.CompareExchange(ref slot, next, seen) == seen)
            {
                return;
            }
        }
    }

    public int Sum(uint second)
    {
        long sum = 0;
        for (var i = 0; i < Window; i++)
        {
            var seen = Volatile.Read(ref _seconds[i]);
            sum += second - (uint)(seen >> 32) < Window ? (uint)seen : 0;
        }

        return (int)Math.Min(sum, int.MaxValue);
    }

    [InlineArray(Window)]
    private struct Ring
    {
        private ulong _first;
    }
}

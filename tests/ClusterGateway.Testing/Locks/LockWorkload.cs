namespace ClusterGateway.Testing.Locks;

/// <summary>Many clients that lock, refresh, swap, release and read the same few files with the same few ids, each time at any agent.</summary>
/// <param name="agents">Where the agents listen.</param>
/// <param name="seed">The same seed chooses the same calls, of files that no other seed names; their timing is the machine's.</param>
public sealed class LockWorkload(IReadOnlyList<Uri> agents, LockRecorder recorder, int seed)
{
    private const int Clients = 12;
    private const int Files = 30;

    private static readonly string[] Ids = ["a", "b", "c"];
    private static readonly LockVerb[] Verbs =
    [
        LockVerb.Lock, LockVerb.Lock, LockVerb.Lock, LockVerb.Refresh, LockVerb.Swap, LockVerb.Release, LockVerb.Release, LockVerb.Get,
    ];

    /// <param name="isEnough">Asked before every call.</param>
    public Task RunAsync(Func<bool> isEnough) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ClientAsync(client, isEnough)));

    private async Task ClientAsync(int client, Func<bool> isEnough)
    {
        var random = new Random((seed * Clients) + client);
        while (!isEnough())
        {
            var input = new LockInput(Choose(random, Verbs), Choose(random, Ids), Choose(random, Ids));
            await recorder.CallAsync(Choose(random, agents), $"file-{seed}-{random.Next(Files)}", input);
        }
    }

    private static T Choose<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}

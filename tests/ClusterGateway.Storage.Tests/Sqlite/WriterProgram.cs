using System.Globalization;
using System.Text;
using ClusterGateway.Storage.Sqlite;

namespace ClusterGateway.Storage.Tests.Sqlite;

/// <summary>
/// What another agent's process does to a store, for tests that need real processes: started with <c>dotnet exec</c> of this very
/// assembly. <c>pairs CONNECTION NAME</c> writes numbered pairs until it is killed and prints each number once it is acknowledged;
/// <c>flood CONNECTION NAME</c> does 32 times that at once;
/// <c>count CONNECTION N</c> adds one to a counter N times.
/// </summary>
internal static class WriterProgram
{
    public const string Cluster = "processes";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var task, var connection, var argument])
        {
            return 2;
        }

        // Patient: what is tested is what happens to the data, not how fast a busy machine starts processes.
        var options = new StoreOptions(Cluster, connection) { OperationTimeout = TimeSpan.FromSeconds(60) };
        await using var store = new SqliteStore(options, TimeProvider.System);
        await (task switch
        {
            "pairs" => WritePairsAsync(store, argument),
            "flood" => Task.WhenAll(Enumerable.Range(0, 32).Select(i => WritePairsAsync(store, $"{argument}-{i}"))),
            _ => CountAsync(store, int.Parse(argument, CultureInfo.InvariantCulture)),
        });
        return 0;
    }

    private static async Task WritePairsAsync(SqliteStore store, string name)
    {
        for (var i = 0; ; i++)
        {
            var value = new byte[i * 37 % 5000];
            await store.CommitAsync(
                new StoreCommit(
                    new StorePut($"{name}/{i}/a", value, StoreCondition.Absent), new StorePut($"{name}/{i}/b", value, StoreCondition.Absent)),
                CancellationToken.None);
            Console.WriteLine(i);
        }
    }

    private static async Task CountAsync(SqliteStore store, int times)
    {
        for (var done = 0; done < times;)
        {
            var entry = await store.GetAsync("counter", CancellationToken.None);
            var count = entry is null ? 0 : int.Parse(Encoding.UTF8.GetString(entry.Value.Span), CultureInfo.InvariantCulture);
            var next = new StorePut("counter", Encoding.UTF8.GetBytes($"{count + 1}"), StoreCondition.Unchanged(entry));
            if ((await store.CommitAsync(new StoreCommit(next), CancellationToken.None)).Committed)
            {
                done++;
            }
        }
    }
}

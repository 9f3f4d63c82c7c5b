namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    public static TheoryData<int, int> FailingOperations()
    {
        var data = new TheoryData<int, int>();
        foreach (var rotation in Enumerable.Range(0, 4))
        {
            foreach (var failing in Enumerable.Range(0, 16))
            {
                data.Add(rotation, failing);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(FailingOperations))]
    public async Task Commit_AnySubsetOfConditionsFails_DoesAllOrNothingAndReportsThatSubsetInOrder(int rotation, int failing)
    {
        // Neither alphabetical nor in the order of writing: conflicts come in the commit's order.
        string[] keys = ["d", "a", "c", "b"];
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            await PutAsync(key, "old");
        }

        var before = await EntriesAsync(keys);
        StoreOperation[] operations = [.. keys.Select((key, i) => Operation(
            (Change)((i + rotation) % 4), key, (failing >> i & 1) == 1 ? StoreCondition.Absent : StoreCondition.Present))];

        var result = await Store.CommitAsync(new StoreCommit(operations), Token);

        Assert.Equal(keys.Where((_, i) => (failing >> i & 1) == 1), result.Conflicts.Select(c => c.Key));
        Assert.All(result.Conflicts, c => AssertSame(before[c.Key], c.Current));
        var after = await EntriesAsync(keys);
        for (var i = 0; i < keys.Length; i++)
        {
            var done = failing == 0 ? After((Change)((i + rotation) % 4), before[keys[i]], result.Revision) : before[keys[i]];
            AssertSame(done is null ? null : done with { Key = keys[i] }, after[keys[i]]);
        }
    }

    [Fact]
    public async Task Commit_ConflictsOfEveryKind_TellsEachEntryAsItIs()
    {
        await PutExpiredAsync("expired");
        await PutAsync("live", "as it is", TimeSpan.FromMinutes(5));
        await PutAsync("fine");

        var result = await Store.CommitAsync(
            new StoreCommit(
                Put("expired", "x", StoreCondition.Present),
                Put("fine", "x", StoreCondition.Present),
                new StoreDelete("never", StoreCondition.AtRevision(1)),
                new StoreCheck("live", StoreCondition.Absent)),
            Token);

        Assert.Equal(["expired", "never", "live"], result.Conflicts.Select(c => c.Key));
        Assert.Null(result.Conflicts[0].Current);
        Assert.Null(result.Conflicts[1].Current);
        AssertSame(await Store.GetAsync("live", Token), result.Conflicts[2].Current);
        Assert.InRange(result.Conflicts[2].Current!.ExpiresIn!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Commit_MostOperations_GivesAllOneRevision()
    {
        StoreOperation[] operations = [.. Enumerable.Range(0, StoreCommit.MaxOperations).Select(i => Put($"many/{i:00}"))];

        var revision = await CommitAsync(Store, operations);

        var page = await Open().ListAsync("many/", null, 1000, Token);
        Assert.Equal(StoreCommit.MaxOperations, page.Entries.Count);
        Assert.All(page.Entries, e => Assert.Equal(revision, e.Revision));
    }

    [Fact]
    public async Task Commit_FencedByChecks_StopsWhenTheTermMovesOn()
    {
        var lease = Put("leader/lease", "a", StoreCondition.Any, TimeSpan.FromMinutes(1));
        var term = await CommitAsync(Store, lease, Put("leader/term"));
        StoreCommit Fenced(string value) => new(
            new StoreCheck("leader/term", StoreCondition.AtRevision(term)),
            new StoreCheck("leader/lease", StoreCondition.Present),
            Put("settings", value));

        Assert.True((await Store.CommitAsync(Fenced("first"), Token)).Committed);
        Assert.True((await Store.CommitAsync(Fenced("second"), Token)).Committed, "a check must not move the term");
        await CommitAsync(Open(), Put("leader/term"));
        var late = await Store.CommitAsync(Fenced("third"), Token);

        Assert.Equal(["leader/term"], late.Conflicts.Select(c => c.Key));
        Assert.Equal(Bytes("second"), (await Store.GetAsync("settings", Token))!.Value.ToArray());
    }

    [Fact]
    public async Task Commit_BufferChangedAfterwards_KeepsWhatWasCommitted()
    {
        byte[] buffer = [1, 2, 3];
        await CommitAsync(Store, new StorePut("key", buffer, StoreCondition.Any));

        buffer.AsSpan().Clear();

        Assert.Equal([1, 2, 3], (await Store.GetAsync("key", Token))!.Value.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(StorePut.MaxValueBytes)]
    public async Task Commit_ValueOfEverySize_ComesBackByteForByte(int size)
    {
        var value = new byte[size];
        new Random(size).NextBytes(value);

        await CommitAsync(Store, new StorePut("key", value, StoreCondition.Any));

        Assert.Equal(value, (await Open().GetAsync("key", Token))!.Value.ToArray());
        Assert.Equal(value, (await Store.ListAsync("", null, 1, Token)).Entries.Single().Value.ToArray());
        var conflict = await Store.CommitAsync(new StoreCommit(new StoreCheck("key", StoreCondition.Absent)), Token);
        Assert.Equal(value, conflict.Conflicts.Single().Current!.Value.ToArray());
    }

    [Fact]
    public async Task Commit_SameKeyInTwoClusters_DoNotMeet()
    {
        var other = Open(Fixture.NewCluster());
        await PutAsync("key", "ours");

        var result = await other.CommitAsync(new StoreCommit(Put("key", "theirs", StoreCondition.Absent)), Token);

        Assert.True(result.Committed);
        Assert.Equal(Bytes("ours"), (await Store.GetAsync("key", Token))!.Value.ToArray());
        Assert.Equal(1, await other.CountAsync("", Token));
        await CommitAsync(other, new StoreDelete("key", StoreCondition.Present));
        Assert.Equal(["key"], await KeysAsync(""));
    }

    private async Task<Dictionary<string, StoreEntry?>> EntriesAsync(IEnumerable<string> keys)
    {
        var entries = new Dictionary<string, StoreEntry?>();
        foreach (var key in keys)
        {
            entries[key] = await Store.GetAsync(key, Token);
        }

        return entries;
    }
}

namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    public enum State
    {
        NeverWritten,
        Deleted,
        Expired,
        Live,
        LiveWithTimeToLive,
        LiveAfterExpiry,
    }

    public enum Wanted
    {
        Any,
        Absent,
        Present,
        LastRevision,
        OlderRevision,
        HigherRevision,
        RevisionZero,
    }

    public enum Change
    {
        Put,
        PutWithTimeToLive,
        Delete,
        Check,
    }

    public static TheoryData<State, Wanted, Change> Conditions()
    {
        var data = new TheoryData<State, Wanted, Change>();
        foreach (var state in Enum.GetValues<State>())
        {
            foreach (var wanted in Enum.GetValues<Wanted>())
            {
                foreach (var change in Enum.GetValues<Change>())
                {
                    data.Add(state, wanted, change);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Commit_EachConditionOnEachState_HappensOrReportsTheEntryAsItIs(State state, Wanted wanted, Change change)
    {
        var (older, last) = await ArrangeAsync("key", state);
        var before = await Store.GetAsync("key", Token);
        Assert.Equal(IsLive(state), before is not null);
        var operation = Operation(change, "key", Condition(wanted, older, last));

        var result = await Open().CommitAsync(new StoreCommit(operation), Token);

        Assert.Equal(Holds(wanted, IsLive(state)), result.Committed);
        if (result.Committed)
        {
            Assert.True(result.Revision > last, $"revision {result.Revision} after {last}");
            AssertSame(After(change, before, result.Revision), await Store.GetAsync("key", Token));
        }
        else
        {
            Assert.Equal(0, result.Revision);
            var conflict = Assert.Single(result.Conflicts);
            Assert.Equal("key", conflict.Key);
            AssertSame(before, conflict.Current);
            AssertSame(before, await Store.GetAsync("key", Token));
        }
    }

    private static bool IsLive(State state) => state >= State.Live;

    private static bool Holds(Wanted wanted, bool live) => wanted switch
    {
        Wanted.Any => true,
        Wanted.Absent => !live,
        Wanted.Present or Wanted.LastRevision => live,
        _ => false,
    };

    private static StoreCondition Condition(Wanted wanted, long older, long last) => wanted switch
    {
        Wanted.Any => StoreCondition.Any,
        Wanted.Absent => StoreCondition.Absent,
        Wanted.Present => StoreCondition.Present,
        Wanted.LastRevision => StoreCondition.AtRevision(last),
        Wanted.OlderRevision => StoreCondition.AtRevision(older),
        Wanted.HigherRevision => StoreCondition.AtRevision(last + 1),
        _ => StoreCondition.AtRevision(0),
    };

    private static StoreOperation Operation(Change change, string key, StoreCondition condition) => change switch
    {
        Change.Put => Put(key, "new", condition),
        Change.PutWithTimeToLive => Put(key, "new", condition, TimeSpan.FromHours(1)),
        Change.Delete => new StoreDelete(key, condition),
        _ => new StoreCheck(key, condition),
    };

    private static StoreEntry? After(Change change, StoreEntry? before, long revision) => change switch
    {
        Change.Put => new StoreEntry("key", Bytes("new"), revision, null),
        Change.PutWithTimeToLive => new StoreEntry("key", Bytes("new"), revision, TimeSpan.FromHours(1)),
        Change.Delete => null,
        _ => before,
    };

    /// <summary>Answers a revision that is not the entry's last one, and the last one (of the store's, when it was never written).</summary>
    private async Task<(long Older, long Last)> ArrangeAsync(string key, State state)
    {
        var older = await PutAsync("other");
        switch (state)
        {
            case State.Deleted:
                var deleted = await PutAsync(key);
                await CommitAsync(Store, new StoreDelete(key, StoreCondition.Any));
                return (older, deleted);
            case State.Expired:
                return (older, await PutExpiredAsync(key));
            case State.Live:
                older = await PutAsync(key, "older");
                return (older, await PutAsync(key));
            case State.LiveWithTimeToLive:
                older = await PutAsync(key, "older");
                return (older, await PutAsync(key, timeToLive: TimeSpan.FromHours(1)));
            case State.LiveAfterExpiry:
                older = await PutExpiredAsync(key);
                return (older, await PutAsync(key));
            default:
                return (older, older);
        }
    }
}

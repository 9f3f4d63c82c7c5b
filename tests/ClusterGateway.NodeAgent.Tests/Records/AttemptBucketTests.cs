using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.ShareLinks;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Records;

public sealed class AttemptBucketTests
{
    private static readonly AttemptBucket Empty = new("bucket", 2, TimeSpan.FromMinutes(10), Entry: null);

    [Fact]
    public void Charge_First_BeginsAWindow()
    {
        var put = Empty.Charge();

        Assert.Equal((StoreCondition.Absent, TimeSpan.FromMinutes(10)), (put.Condition, put.TimeToLive));
        Assert.Equal((0, false), (Empty.Count, Empty.IsFull));
        Assert.Equal(1, After(Empty, put, revision: 5).Count);
    }

    [Fact]
    public void Charge_Later_KeepsWhatIsLeftOfTheWindow()
    {
        var first = After(Empty, Empty.Charge(), revision: 5, left: TimeSpan.FromSeconds(7));
        var put = first.Charge();
        var second = After(first, put, revision: 6, left: TimeSpan.Zero);

        Assert.Equal((StoreCondition.AtRevision(5), TimeSpan.FromSeconds(7)), (put.Condition, put.TimeToLive));
        Assert.Equal((2, true, first.WindowName), (second.Count, second.IsFull, second.WindowName));
        Assert.Equal(TimeSpan.FromMilliseconds(1), second.Charge().TimeToLive);
    }

    [Fact]
    public void Refund_OnlyWithinTheWindow()
    {
        var first = After(Empty, Empty.Charge(), revision: 5);
        var second = After(first, first.Charge(), revision: 6);
        var next = After(Empty, Empty.Charge(), revision: 7);

        Assert.Equal(1, After(second, (StorePut)second.Refund(first.WindowName)!, revision: 8).Count);
        Assert.IsType<StoreDelete>(first.Refund(first.WindowName));
        Assert.Null(next.Refund(first.WindowName));
        Assert.Null(Empty.Refund(first.WindowName));
        Assert.Null(Empty.Refund(null));
    }

    [Fact]
    public void Wait_IsTheLongerOfTheFullOnes()
    {
        var full = After(Empty, Empty.Charge(), revision: 1, left: TimeSpan.FromSeconds(50)) with { Limit = 1 };
        var longer = full with { Entry = full.Entry! with { ExpiresIn = TimeSpan.FromSeconds(90) } };

        Assert.Equal(TimeSpan.FromSeconds(90), new AttemptCharge("link", [full, longer]).Wait);
        Assert.Equal(TimeSpan.FromSeconds(50), new AttemptCharge("link", [full, longer with { Limit = 2 }]).Wait);
        Assert.False(new AttemptCharge("link", [Empty, Empty]).IsFull);
    }

    private static AttemptBucket After(AttemptBucket bucket, StorePut put, long revision, TimeSpan? left = null) =>
        bucket with { Entry = new StoreEntry(put.Key, put.Value, revision, left ?? put.TimeToLive) };
}

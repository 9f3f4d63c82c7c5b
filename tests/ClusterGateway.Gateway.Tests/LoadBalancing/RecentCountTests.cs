using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class RecentCountTests
{
    [Fact]
    public void Sum_CountsTheLastSecondsOnly()
    {
        var count = new RecentCount();
        for (uint second = 1; second <= 100; second++)
        {
            count.Add(second);
            count.Add(second);
        }

        Assert.Equal(2 * RecentCount.Window, count.Sum(100));
        Assert.Equal(2, count.Sum(100 + RecentCount.Window - 1));
        Assert.Equal(0, count.Sum(100 + RecentCount.Window));
    }

    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        var count = new RecentCount();

        Parallel.For(0, 100_000, i => count.Add((uint)(1 + (i % 3))));

        Assert.Equal(100_000, count.Sum(4));
    }
}

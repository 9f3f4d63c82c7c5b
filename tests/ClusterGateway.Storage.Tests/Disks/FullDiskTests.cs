using ClusterGateway.Testing.Disks;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Disks;

/// <summary>A store whose disk is full refuses and loses nothing; with space again it works again, without a restart.</summary>
public abstract class FullDiskTests(StoreFixture fixture) : ServerTests(fixture)
{
    private static readonly string Large = new('x', 20_000);

    [SmallDiskFact]
    public async Task Disk_Full_CommitsAreUnavailableUntilThereIsSpaceAndWhatWasAcknowledgedIsThere()
    {
        // Disposed of after whatever the test opens on it.
        var disk = Use(await SmallDisk.MountAsync(megabytes: 24, Owner));
        var store = await OpenOnAsync(disk);
        await PutAsync(store, "before");
        List<string> acknowledged = [];

        disk.Fill();
        await Eventually.TrueAsync(async () => !await TryPutAsync(store, acknowledged), "a commit was refused");
        await AssertUnavailableAsync(() => PutAsync(store, "refused", Large));
        await AssertAllThereAsync(store, acknowledged);

        disk.Clear();
        await WorksAgainAsync(store);
        Assert.True(await TryPutAsync(store, acknowledged));
        await AssertAllThereAsync(store, acknowledged);
        Assert.Null(await store.GetAsync("refused", Token));
    }

    /// <summary>Who must be able to write there.</summary>
    protected virtual string? Owner => null;

    /// <summary>A store that keeps its entries on that disk.</summary>
    protected abstract Task<IClusterStore> OpenOnAsync(SmallDisk disk);

    private static async Task<bool> TryPutAsync(IClusterStore store, List<string> acknowledged)
    {
        var key = $"key{acknowledged.Count}";
        try
        {
            await PutAsync(store, key, Large);
            acknowledged.Add(key);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task AssertAllThereAsync(IClusterStore store, List<string> acknowledged)
    {
        foreach (var key in acknowledged)
        {
            Assert.Equal(Large.Length, (await store.GetAsync(key, Token))?.Value.Length);
        }
    }
}

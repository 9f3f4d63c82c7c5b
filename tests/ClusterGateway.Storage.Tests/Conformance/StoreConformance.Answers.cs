namespace ClusterGateway.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly string[] ServerProviders = ["postgresql", "redis"];

    /// <summary>Every member that answers once, by name.</summary>
    private static readonly Dictionary<string, Func<IClusterStore, CancellationToken, Task>> Members = new()
    {
        ["get"] = (store, token) => store.GetAsync("key", token),
        ["list"] = (store, token) => store.ListAsync("", null, 10, token),
        ["count"] = (store, token) => store.CountAsync("", token),
        ["commit"] = (store, token) => store.CommitAsync(new StoreCommit(Put("key")), token),
        ["check"] = (store, token) => store.CommitAsync(new StoreCommit(new StoreCheck("key", StoreCondition.Any)), token),
        ["purge"] = (store, token) => store.PurgeExpiredAsync("", 10, token),
        ["ping"] = (store, token) => store.PingAsync(token),
    };

    public static TheoryData<string> MemberNames() => new(Members.Keys);

    [Theory]
    [MemberData(nameof(MemberNames))]
    public async Task Member_AlreadyCanceled_ThrowsOperationCanceled(string member)
    {
        await PutAsync("key", "before");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Members[member](Store, new CancellationToken(canceled: true)));

        Assert.Equal(Bytes("before"), (await Store.GetAsync("key", Token))!.Value.ToArray());
    }

    [Fact]
    public async Task Ping_WhileTheStoreAnswers_TellsItsTimeAndTheRoundTrip()
    {
        var ping = await Store.PingAsync(Token);

        // The server runs on this machine, so its clock is ours.
        Assert.InRange(ping.ServerTime - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.InRange(ping.RoundTrip, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Capabilities_OfThisProvider_AgreeWithItsFixture()
    {
        var capabilities = Store.Capabilities;

        Assert.Equal(Fixture.StoreType, Store.GetType());
        Assert.Equal(Fixture.HasServer, ServerProviders.Contains(capabilities.Provider));
        Assert.Equal(Fixture.HasServer, capabilities.SharedAcrossHosts);
        Assert.NotEmpty(capabilities.Durability);
        Assert.NotNull(capabilities.Warnings);
    }
}

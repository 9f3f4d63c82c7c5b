using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class LeaderElectionTests
{
    private static readonly LeaseTiming Timing = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private static readonly ElectionSnapshot Follower = new()
    {
        NodeId = "node2",
        Instance = "i2",
        Timing = Timing,
        Store = Vacant(term: 7),
        RememberedTerm = 7,
        Health = Health.Healthy,
        Candidates = [new Candidate("node2", Health.Healthy, 0)],
    };

    private static readonly ElectionSnapshot Leader = Follower with
    {
        Grant = new LeaderGrant(7, 12, default, default),
        Store = null,
    };

    [Fact]
    public void Decide_LeaseOfAnother_Waits() => Expect(ElectionAction.Wait, Follower with { Store = HeldBy("node1", "i1", term: 7) });

    [Fact]
    public void Decide_StoreSilent_Waits() => Expect(ElectionAction.Wait, Follower with { Store = null });

    [Fact]
    public void Decide_VacantAndBest_AcquiresAtOnce() => Expect(ElectionAction.Acquire, Follower);

    [Theory]
    [InlineData(0.0, ElectionAction.Wait)]
    [InlineData(0.9, ElectionAction.Wait)]
    [InlineData(1.0, ElectionAction.Acquire)]
    public void Decide_VacantAndSecond_LetsTheBestGoFirst(double vacantFor, object expected) => Expect(
        (ElectionAction)expected,
        Follower with { Candidates = [new("node1", Health.Healthy, 0), new("node2", Health.Healthy, 0)], VacantFor = TimeSpan.FromSeconds(vacantFor) });

    [Fact]
    public void Decide_VacantAndUnfit_Waits() => Expect(ElectionAction.Wait, Follower with { Unfit = "the node is draining", Candidates = [] });

    [Theory]
    [InlineData(0.0, ElectionAction.Wait)]
    [InlineData(7.9, ElectionAction.Wait)]
    [InlineData(8.0, ElectionAction.Acquire)]
    public void Decide_StoredTermLowerThanRemembered_WaitsOneLease(double doubt, object expected) => Expect(
        (ElectionAction)expected, Follower with { RememberedTerm = 900, TermInDoubtFor = TimeSpan.FromSeconds(doubt) });

    [Fact]
    public void Decide_FreshStoreAndNothingRemembered_AcquiresAtOnce() => Expect(
        ElectionAction.Acquire, Follower with { RememberedTerm = 0, Store = Vacant(term: 0) });

    [Fact]
    public void Decide_DegradedBesideHealthy_NeverCompetes() => Expect(
        ElectionAction.Wait,
        Follower with
        {
            Health = Health.Degraded,
            Candidates = [new("node1", Health.Healthy, 0), new("node2", Health.Degraded, 0)],
            VacantFor = TimeSpan.FromHours(1),
        });

    [Fact]
    public void Decide_HandedOverToAnother_WaitsForIt() => Expect(
        ElectionAction.Wait,
        Follower with
        {
            Store = Vacant(term: 7) with { HandOver = new HandOverRecord("node1", "node3") },
            Candidates = [new("node2", Health.Healthy, 0), new("node3", Health.Healthy, 0)],
        });

    [Fact]
    public void Decide_HandedOverToThisNode_AcquiresBeforeBetterOnes() => Expect(
        ElectionAction.Acquire,
        Follower with
        {
            Store = Vacant(term: 7) with { HandOver = new HandOverRecord("node1", "node2") },
            Candidates = [new("node1", Health.Healthy, 9), new("node2", Health.Healthy, 0)],
        });

    [Fact]
    public void Decide_ReleasedByTheBest_TheNextDoesNotWaitForIt() => Expect(
        ElectionAction.Acquire,
        Follower with
        {
            Store = Vacant(term: 7) with { HandOver = new HandOverRecord("node1", null) },
            Candidates = [new("node1", Health.Healthy, 0), new("node2", Health.Healthy, 0)],
        });

    [Fact]
    public void Decide_ReleasedByThisNodeToTheBest_DoesNotTakeItBack() => Expect(
        ElectionAction.Wait,
        Follower with
        {
            Store = Vacant(term: 7) with { HandOver = new HandOverRecord("node2", null) },
            Candidates = [new("node2", Health.Healthy, 0), new("node3", Health.Healthy, 0)],
        });

    [Fact]
    public void Decide_OwnLeaseFoundAfterLateAnswer_Renews() => Expect(
        ElectionAction.Renew, Follower with { Store = HeldBy("node2", "i2", term: 9), RememberedTerm = 9 });

    [Fact]
    public void Decide_OwnLeaseFoundOfAbandonedTerm_Releases() => Expect(
        ElectionAction.Release, Follower with { Store = HeldBy("node2", "i2", term: 9), AbandonedTerm = 9, RememberedTerm = 9 });

    [Fact]
    public void Decide_OwnLeaseFoundInAStoreThatWasRolledBack_Releases() => Expect(
        ElectionAction.Release, Follower with { Store = HeldBy("node2", "i2", term: 9), AbandonedTerm = 11, RememberedTerm = 12 });

    [Fact]
    public void Decide_LeaseOfEarlierProcessOfThisNode_Waits() => Expect(
        ElectionAction.Wait, Follower with { Store = HeldBy("node2", "before", term: 9), RememberedTerm = 9 });

    [Theory]
    [InlineData(4.9, ElectionAction.Renew)]
    [InlineData(5.0, ElectionAction.StepDown)]
    public void Decide_LeaderWithoutRenewal_StepsDownAtTheDeadline(double since, object expected) => Expect(
        (ElectionAction)expected, Leader with { SinceRenewed = TimeSpan.FromSeconds(since) });

    [Fact]
    public void Decide_LeaderReadsAnotherHolder_StepsDown() => Expect(
        ElectionAction.StepDown, Leader with { Store = HeldBy("node1", "i1", term: 8) });

    [Fact]
    public void Decide_LeaderReadsVacancy_StepsDown() => Expect(ElectionAction.StepDown, Leader with { Store = Vacant(term: 7) });

    [Fact]
    public void Decide_LeaderWithUnknownOutcomeAndSilentStore_SendsNothing() => Expect(
        ElectionAction.Wait, Leader with { Grant = Leader.Grant! with { Confirmed = false } });

    [Theory]
    [InlineData(0.0, ElectionAction.Renew)]
    [InlineData(1.9, ElectionAction.Renew)]
    [InlineData(2.0, ElectionAction.Release)]
    public void Decide_LeaderUnfit_AnnouncesThenReleases(double announced, object expected) => Expect(
        (ElectionAction)expected,
        Leader with
        {
            Unfit = "the node is draining",
            Candidates = [],
            AnnouncedFor = TimeSpan.FromSeconds(announced),
            SinceRenewed = Timing.Renew,
            Gateways = [],
        });

    [Fact]
    public void Decide_HandsOverAndRenewedJustNow_Waits() => Expect(ElectionAction.Wait, Leader with { Unfit = "the node is draining", Candidates = [] });

    [Theory]
    [InlineData(1.9, ElectionAction.Wait)]
    [InlineData(2.0, ElectionAction.StepDown)]
    public void Decide_HandsOverAndStoreAway_DoesNotWaitForReports(double announced, object expected) => Expect(
        (ElectionAction)expected,
        Leader with
        {
            Unfit = "this agent stops",
            AnnouncedFor = TimeSpan.FromSeconds(announced),
            Grant = Leader.Grant! with { Confirmed = false },
        });

    [Theory]
    [InlineData(null, null, ElectionAction.Acquire)]
    [InlineData("node1", null, ElectionAction.Wait)]
    [InlineData("node2", null, ElectionAction.Acquire)]
    [InlineData("node2", "node1", ElectionAction.Wait)]
    [InlineData("node1", "node2", ElectionAction.Acquire)]
    public void Decide_VacantAndPaused_OnlyTheLastPrimaryOrTheNamedNodeTakesIt(string? last, string? named, object expected) => Expect(
        (ElectionAction)expected,
        Follower with
        {
            VacantFor = TimeSpan.FromHours(1),
            Store = Vacant(term: 7) with
            {
                LastHolder = last,
                Pause = new PauseRecord(default, "admin"),
                HandOver = named is null ? null : new HandOverRecord(From: null, named),
            },
        });

    [Theory]
    [InlineData(4.9, null, ElectionAction.Wait)]
    [InlineData(5.0, null, ElectionAction.StepDown)]
    [InlineData(60.0, 4.9, ElectionAction.Wait)]
    [InlineData(60.0, 5.0, ElectionAction.StepDown)]
    public void Decide_StoreSilent_LeadsAsLongAsARenewalOrTheMembersLetIt(double renewed, double? acknowledged, object expected) => Expect(
        (ElectionAction)expected,
        Leader with
        {
            Grant = Leader.Grant! with { Confirmed = false },
            SinceRenewed = TimeSpan.FromSeconds(renewed),
            SinceAcknowledged = acknowledged is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });

    [Theory]
    [InlineData(7, ElectionAction.Restore)]
    [InlineData(8, ElectionAction.StepDown)]
    [InlineData(6, ElectionAction.StepDown)]
    public void Decide_StoreBackAfterFailsafe_RestoresUnlessTheTermIsAnother(long term, object expected) => Expect(
        (ElectionAction)expected,
        Leader with
        {
            Grant = Leader.Grant! with { Confirmed = false },
            SinceRenewed = TimeSpan.FromSeconds(60),
            SinceAcknowledged = TimeSpan.FromSeconds(1),
            Store = Vacant(term),
        });

    [Fact]
    public void Decide_VacantAndPromised_Waits() => Expect(ElectionAction.Wait, Follower with { Promised = TimeSpan.FromSeconds(0.1) });

    [Fact]
    public void Decide_VacantAndUnknownToTheLastPrimary_WaitsUntilThatIsRemoved() => Expect(
        ElectionAction.Wait, Follower with { IsNotAsked = true, VacantFor = TimeSpan.FromHours(1) });

    private static void Expect(ElectionAction action, ElectionSnapshot snapshot)
    {
        var step = LeaderElection.Decide(snapshot);

        Assert.True(action == step.Action, $"expected {action}, got {step.Action}: {step.Reason}");
        Assert.NotEmpty(step.Reason);
    }

    private static LeaderState Vacant(long term) => new(null, 0, TimeSpan.Zero, TermEntry(term), null, null);

    private static LeaderState HeldBy(string node, string instance, long term) =>
        new(new LeaseRecord(node, instance, default), term + 3, TimeSpan.FromSeconds(4), TermEntry(term), null, null);

    private static StoreEntry? TermEntry(long term) => term == 0 ? null : new StoreEntry(LeaderKeys.Term, default, term, null);
}

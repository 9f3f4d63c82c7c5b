using ClusterGateway.Contracts.Events;
using ClusterGateway.Testing.Primacy;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Each rule finds what it is for, and nothing else does.</summary>
public sealed class AdminHistoryTests
{
    /// <summary>node1 holds term 1 until about 5 s, node2 holds term 2 from 14 s.</summary>
    private static readonly AdminHistory Good = new()
    {
        Readings =
        [
            Reading("node1", 1, 0, isPrimary: true), Reading("node1", 1, 5, isPrimary: true), Reading("node1", 1, 6),
            Reading("node2", 1, 6), Reading("node2", 2, 14, isPrimary: true), Reading("node1", 2, 15),
        ],
        Arrivals = [Write("a", "node1", 1, 1), Write("b", "node1", 1, 5), Write("c", "node2", 2, 15)],
        Events = [Event(EventTypes.PrimaryElected, "node1", 1), Event(EventTypes.LeaseLost, "node1", 1), Event(EventTypes.PrimaryElected, "node2", 2)],
        Acknowledged = ["a", "b", "c"],
    };

    [Fact]
    public void Violations_OfAProperFailover_AreNone() => Assert.Empty(Good.Violations);

    [Fact]
    public void Violations_PrimaryInALowerTermThanKnown_AreFound() =>
        Finds("a term fell", Good with { Readings = [.. Good.Readings, Reading("node3", 1, 16, isPrimary: true, instance: "n3")] });

    [Fact]
    public void Violations_AnswersThatOverlap_AreNotTakenForAFallenTerm() =>
        Assert.Empty((Good with { Readings = [.. Good.Readings, Reading("node1", 1, 13, isPrimary: true, took: 3)] }).Violations);

    [Fact]
    public void Violations_ProcessThatForgets_AreFound() => Finds("forgot", Good with { Readings = [.. Good.Readings, Reading("node2", 1, 20)] });

    [Fact]
    public void Violations_TwoProcessesInOneTerm_AreFound() =>
        Finds("several holders", Good with { Readings = [.. Good.Readings, Reading("node2", 2, 16, isPrimary: true, instance: "restarted")] });

    [Fact]
    public void Violations_TermWonTwice_AreFound() =>
        Finds("won more than once", Good with { Events = [.. Good.Events, Event(EventTypes.PrimaryElected, "node3", 2)] });

    [Fact]
    public void Violations_WriteAcceptedLateUnderTheOldTerm_AreFound() => Finds("accepted under a lower term", Good with
    {
        Arrivals = [.. Good.Arrivals, Write("d", "node1", 1, 5) with { Accepted = TimeSpan.FromSeconds(15.5) }],
    });

    [Theory]
    [InlineData(15.5, false)]
    [InlineData(21, true)]
    public void Violations_StoreThatForgets_TwoArePrimaryForADeadlineAndNoLonger(double at, bool tooLong)
    {
        var reading = Reading("node1", 1, at, isPrimary: true, instance: "n3");
        var write = Write("d", "node1", 1, at);
        var history = Good with { Readings = [.. Good.Readings, reading], Arrivals = [.. Good.Arrivals, write] };

        Assert.NotEmpty(history.Violations);
        var violations = (history with { StoreForgets = true, Events = [] }).Violations;
        Assert.Equal(tooLong, violations.Any(v => v.StartsWith("a term fell", StringComparison.Ordinal)));
        Assert.Equal(tooLong, violations.Any(v => v.StartsWith("accepted under a lower term", StringComparison.Ordinal)));
        Assert.Equal(tooLong, violations.Any(v => v.StartsWith("sent after a higher term", StringComparison.Ordinal)));
    }

    [Fact]
    public void Violations_WriteRefusedUnderTheOldTerm_AreOnlyOfItsSending() =>
        Assert.All(
            (Good with { Arrivals = [.. Good.Arrivals, Write("d", "node1", 1, 16) with { Accepted = null }] }).Violations,
            violation => Assert.StartsWith("sent after", violation, StringComparison.Ordinal));

    [Fact]
    public void Violations_SentAfterAHigherTerm_AreFound() =>
        Finds("sent after a higher term", Good with { Arrivals = [.. Good.Arrivals, Write("d", "node1", 1, 14.5) with { Accepted = null }] });

    [Fact]
    public void Violations_SentAfterTheLeaseAndBeforeTheNextTerm_AreFound() => Finds("sent after the lease", Good with
    {
        Readings = [.. Good.Readings.Where(r => r.Term == 1)],
        Arrivals = [.. Good.Arrivals, Write("d", "node1", 1, 14.5) with { Accepted = null }],
    });

    [Fact]
    public void Violations_SentToADeadNodeAfterItsLease_AreFound() => Finds("sent after the lease", Good with
    {
        Readings = [.. Good.Readings.Take(2)],
        Deaths = [new AgentDeath("node1", TimeSpan.FromSeconds(5.5))],
        Arrivals = [.. Good.Arrivals, Write("d", "node1", 1, 13.6) with { Accepted = null }],
    });

    [Fact]
    public void Violations_WriteAcceptedTwice_AreFound() =>
        Finds("more than once", Good with { Arrivals = [.. Good.Arrivals, Write("c", "node2", 2, 15.5)] });

    [Fact]
    public void Violations_LostAcknowledgedWrite_AreFound() => Finds("accepted by nobody", Good with { Acknowledged = ["a", "lost"] });

    [Fact]
    public void Violations_VacancyWithoutAnEvent_AreFound() =>
        Finds("nothing tells why", Good with { Events = [.. Good.Events.Where(e => e.Type != EventTypes.LeaseLost)] });

    [Fact]
    public void Violations_VacancyByADeath_AreNone() => Assert.Empty((Good with
    {
        Events = [.. Good.Events.Where(e => e.Type != EventTypes.LeaseLost)],
        Deaths = [new AgentDeath("node1", TimeSpan.FromSeconds(6))],
    }).Violations);

    private static void Finds(string what, AdminHistory history) =>
        Assert.Contains(history.Violations, violation => violation.Contains(what, StringComparison.Ordinal));

    private static PrimaryReading Reading(
        string node, long term, double asked, bool isPrimary = false, string instance = "first", double took = 0.01) =>
        new(node, instance, isPrimary, term, TimeSpan.FromSeconds(asked), TimeSpan.FromSeconds(asked + took));

    private static AdminArrival Write(string request, string node, long term, double at) =>
        new(node, term, request, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at + 0.01));

    private static EventView Event(string type, string node, long term) => new("", default, type, node, term, null, null, null);
}

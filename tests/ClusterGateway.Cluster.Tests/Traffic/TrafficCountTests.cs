using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>That the counting counts: a count of zero must mean something.</summary>
public sealed class TrafficCountTests : IDisposable
{
    private static readonly Outage[] Outages = [new("node1", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20))];

    private readonly TrafficClient _client = new(new Uri("http://127.0.0.1:1"), 0, cookies: true);

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Moves_ThereAndBack_CountOnceAsForcedAndOnceAsFailBack() =>
        Assert.Equal(new ClientMoves(1, 1, 0), ClientMoves.Of([Ok(1, "node1"), Ok(11, "node2"), Ok(12, "node2"), Ok(25, "node1")], Outages));

    [Fact]
    public void Moves_FromANodeThatServes_AreStray() =>
        Assert.Equal(new ClientMoves(0, 0, 2), ClientMoves.Of([Ok(1, "node2"), Ok(11, "node3"), Ok(12, "node2")], Outages));

    [Fact]
    public void Moves_FromTheNodeThatWasAwayBeforeTheClientCame_AreForcedOnce() =>
        Assert.Equal(new ClientMoves(1, 0, 0), ClientMoves.Of([Ok(1, "node1"), Failed(10.5, HttpMethod.Get), Ok(25, "node3")], Outages));

    [Theory]
    [InlineData("node2", "GET", false, 1, 0, 0, 0)]
    [InlineData("node1", "GET", true, 0, 1, 0, 0)]
    [InlineData("node1", "POST", false, 0, 0, 1, 0)]
    [InlineData("node1", "GET", false, 0, 0, 0, 1)]
    public void LostRequest_OfAClientOfANode_IsExcusedOnlyByThatNodesOutage(
        string node, string method, bool begun, int others, int begunThen, int unsafeThen, int avoidable)
    {
        var lost = LostRequests.Of([Ok(1, node), Failed(11, HttpMethod.Parse(method), begun)], Outages);

        Assert.Equal((others, begunThen, unsafeThen, avoidable), (lost.Others.Count, lost.Begun.Count, lost.Unsafe.Count, lost.Avoidable.Count));
    }

    [Fact]
    public void LostRequest_AfterTheNodeCameBack_IsNotExcused() =>
        Assert.Single(LostRequests.Of([Ok(1, "node1"), Failed(21, HttpMethod.Get)], Outages).Others);

    [Theory]
    [InlineData("node1", 5, 25, 1, 0)]
    [InlineData("node2", 5, 25, 0, 1)]
    [InlineData("node1", 21, 25, 0, 1)]
    public void LostSession_IsExcusedOnlyByTheEndOfItsProcess(string node, double known, double lost, int excused, int needless)
    {
        var sessions = LostSessions.Of([Ok(known, node), Ok(lost, "node3", 401), Ok(lost + 1, "node3", 401)], Outages);

        Assert.Equal((excused, needless), (sessions.WithTheirNode.Count, sessions.Needlessly.Count));
    }

    private Outcome Ok(double at, string node, int status = 200) =>
        new(_client, TrafficRequest.Get("/"), TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(0.1), status, node, Begun: true, Error: null);

    private Outcome Failed(double at, HttpMethod method, bool begun = false) => new(
        _client, new TrafficRequest(method, "/"), TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(0.1), begun ? 200 : 502, Node: null, begun, begun ? "reset" : null);
}

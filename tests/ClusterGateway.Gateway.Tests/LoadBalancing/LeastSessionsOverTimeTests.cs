using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

/// <summary>
/// Several gateways place clients that come and go, second by second, and each hears of the others' clients only through the agents, 8 s late.
/// </summary>
public sealed class LeastSessionsOverTimeTests
{
    private const int Lag = 8;
    private const int Life = 250;
    private const int Arrivals = 12;

    private static readonly string[] Nodes = ["node1", "node2", "node3"];

    private readonly Random _random = new(20261124);
    private readonly List<(string Node, int End)> _sessions = [];
    private readonly List<Dictionary<string, int>> _history = [];
    private int _now;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sessions_ComeAndGo_StayWithinFivePercentOfEven(int gateways)
    {
        var all = Gateways(gateways);
        Run(all, seconds: 2 * Life);

        for (var i = 0; i < 20; i++)
        {
            Run(all, seconds: 30);
            Assert.All(Nodes, node => Assert.InRange(On(node), _sessions.Count / 3.0 * 0.95, _sessions.Count / 3.0 * 1.05));
        }
    }

    /// <summary>It fills up, is never much fuller than the others, and they never lose their part for longer than that takes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sessions_OneNodeIsBackEmpty_FillsUpWithoutOvershooting(int gateways)
    {
        var all = Gateways(gateways);
        Run(all, seconds: 2 * Life);
        _sessions.RemoveAll(session => session.Node == "node2");
        Run(all, seconds: Lag);

        for (var i = 0; i < 60; i++)
        {
            Run(all, seconds: 10);
            Assert.InRange(On("node2"), 0, _sessions.Count / 3.0 * 1.08);
        }

        Assert.InRange(On("node2"), _sessions.Count / 3.0 * 0.95, _sessions.Count / 3.0 * 1.05);
    }

    private static PlacedClients[] Gateways(int count) => [.. Enumerable.Range(0, count).Select(_ => new PlacedClients(LeastSessionsPolicy.PolicyName))];

    private int On(string node) => _sessions.Count(session => session.Node == node);

    private void Run(PlacedClients[] gateways, int seconds)
    {
        for (var end = _now + seconds; _now < end; _now++)
        {
            _sessions.RemoveAll(session => session.End <= _now);
            _history.Add(Nodes.ToDictionary(node => node, On));
            var reported = _history[Math.Max(_now - Lag, 0)];
            foreach (var gateway in gateways)
            {
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
                foreach (var node in Nodes)
                {
                    gateway.Set(node, sessions: reported[node]);
                }
            }

            for (var i = 0; i < Arrivals; i++)
            {
                var node = gateways[_random.Next(gateways.Length)].Place(PlacedClients.Client(i));
                _sessions.Add((node, _now + _random.Next(1, 2 * Life)));
            }
        }
    }
}

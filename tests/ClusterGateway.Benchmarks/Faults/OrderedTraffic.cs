using System.Globalization;
using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary>What clients ask of the application: of twenty requests sixteen are small, one slow, one long, and two order something.</summary>
internal sealed class OrderedTraffic(int clients)
{
    private readonly int[] _sent = new int[clients];

    public TrafficRequest Next(TrafficClient client, Outcome? last)
    {
        var count = _sent[client.Number]++;
        return ((count + client.Number) % 20) switch
        {
            3 => TrafficRequest.Get("/slow"),
            9 => TrafficRequest.Get("/long"),
            6 or 16 => new TrafficRequest(
                HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/orders/{client.Number}-{count}"), "an order of something"),
            _ => TrafficRequest.Get("/"),
        };
    }
}

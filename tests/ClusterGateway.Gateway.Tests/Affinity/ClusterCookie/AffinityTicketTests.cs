using ClusterGateway.Gateway.Affinity.ClusterCookie;

namespace ClusterGateway.Gateway.Tests.Affinity.ClusterCookie;

public sealed class AffinityTicketTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly AffinityTicket Ticket = new("clüster", "node1", 0xFFEEDDCCBBAA9988, Noon, Noon.AddMinutes(1));

    [Fact]
    public void Decode_Encoded_IsTheSame()
    {
        Assert.Equal(Ticket, AffinityTicket.Decode(Ticket.Encode()));
    }

    [Fact]
    public void Decode_CutLengthenedOrOfAnotherVersion_IsNothing()
    {
        var bytes = Ticket.Encode();

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(AffinityTicket.Decode(bytes.AsSpan(0, length))));
        Assert.Null(AffinityTicket.Decode([.. bytes, 0]));
        Assert.Null(AffinityTicket.Decode([2, .. bytes[1..]]));
    }

    [Theory]
    [InlineData(null, null, 1_000_000, 1_000_000, false)]
    [InlineData(20, null, 20, 500, false)]
    [InlineData(20, null, 21, 500, true)]
    [InlineData(20, 480, 1, 480, false)]
    [InlineData(20, 480, 1, 481, true)]
    public void HasEnded_ByIdleAndAbsoluteMinutes(int? idle, int? absolute, int sinceSeen, int sinceIssued, bool ended)
    {
        var lifetime = new AffinityLifetime(idle is null ? null : TimeSpan.FromMinutes(idle.Value), absolute is null ? null : TimeSpan.FromMinutes(absolute.Value));
        var ticket = Ticket with { IssuedAt = Noon.AddMinutes(-sinceIssued), LastSeen = Noon.AddMinutes(-sinceSeen) };

        Assert.Equal(ended, lifetime.HasEnded(ticket, Noon));
    }
}

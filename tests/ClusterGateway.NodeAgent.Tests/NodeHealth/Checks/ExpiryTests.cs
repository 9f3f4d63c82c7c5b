using ClusterGateway.NodeAgent.NodeHealth.Checks;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class ExpiryTests
{
    private static readonly DateTimeOffset End = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2027-12-31", "2028-01-01T00:00:00Z")]
    [InlineData("Expires: 2027-12-31\nIssued: 2026-01-01", "2028-01-01T00:00:00Z")]
    [InlineData("2027-12-31T10:30Z", "2027-12-31T10:30:00Z")]
    [InlineData("2027-12-31 10:30:15", "2027-12-31T10:30:15Z")]
    [InlineData("\"end\":\"2027-12-31T10:30:15.5+02:00\",", "2027-12-31T08:30:15.5Z")]
    [InlineData("no 2027-02-30, but 2027-03-01", "2027-03-02T00:00:00Z")]
    [InlineData("serial 12027-12-31, until 2027-11-30", "2027-12-01T00:00:00Z")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00Z")]
    public void Find_TextWithADate_IsTheEndItNames(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Expiry.Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("31.12.2027")]
    [InlineData("2027-13-01")]
    [InlineData("2027-12-311")]
    public void Find_NoDate_IsNothing(string text) => Assert.Null(Expiry.Find(text));

    [Theory]
    [InlineData(-1, "expires on 2027-03-01 12:00 UTC, in 1 day", false)]
    [InlineData(-14.5, "expires on 2027-03-01 12:00 UTC, in 14 days", false)]
    [InlineData(0, "expired on 2027-03-01 12:00 UTC, 0 days ago", true)]
    [InlineData(2.9, "expired on 2027-03-01 12:00 UTC, 2 days ago", true)]
    public void Clause_BeforeAndAfter_CountsWholeDays(double daysAfter, string expected, bool over)
    {
        var now = End.AddDays(daysAfter);

        Assert.Equal((expected, over), (Expiry.Clause(End, now), Expiry.IsOver(End, now)));
    }

    [Theory]
    [InlineData(14, 13.9, true)]
    [InlineData(14, 14, false)]
    [InlineData(0, 0.001, false)]
    public void IsNear_SoManyDaysLeft_ComparesWithMinDays(int minDays, double left, bool near) =>
        Assert.Equal(near, Expiry.IsNear(End, End.AddDays(-left), minDays));
}

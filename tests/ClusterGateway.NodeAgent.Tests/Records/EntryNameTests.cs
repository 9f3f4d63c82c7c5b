using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Records;

public sealed class EntryNameTests
{
    [Theory]
    [InlineData("report.docx", "report.docx")]
    [InlineData("a/b c", "a%2Fb%20c")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("é", "%C3%A9")]
    public void Of_ShortName_IsPercentEncoded(string name, string component) => Assert.Equal(component, EntryName.Of(name));

    [Fact]
    public void Of_LongNames_FitIntoAKeyAndStayDifferent()
    {
        var beginning = new string('é', EntryName.MostCharacters - 1);

        var (first, second) = (EntryName.Of(beginning + "1"), EntryName.Of(beginning + "2"));

        Assert.NotEqual(first, second);
        StoreKey.Validate($"some-list/{first}/{second}");
        Assert.StartsWith(EntryName.PrefixOf(beginning), first, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NameThatLooksLikeTheComponentOfALongOne_IsAnotherComponent()
    {
        var hashed = EntryName.Of(new string('x', 1000));

        Assert.NotEqual(hashed, EntryName.Of(hashed));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("x", true)]
    [InlineData("\0", true)]
    [InlineData("\ud83d\ude00", true)]
    public void IsValid_TextThatUtf8CanExpress(string? name, bool valid) => Assert.Equal(valid, EntryName.IsValid(name));

    // Attributes cannot hold them: metadata is UTF-8.
    [Fact]
    public void IsValid_LoneSurrogate_IsNot() =>
        Assert.All([new string('\ud83d', 1), "x" + '\ude00', "\ude00\ud83d"], name => Assert.False(EntryName.IsValid(name)));
}

using ClusterGateway.NodeAgent.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class LinkTokenTests
{
    [Fact]
    public void New_HasIdAndSecretAndReadsBack()
    {
        var token = LinkToken.New();
        var read = LinkToken.Parse(token.Text)!;

        Assert.Equal(LinkToken.IdCharacters, token.Id.Length);
        Assert.StartsWith(token.Id, token.Text, StringComparison.Ordinal);
        Assert.Equal(token.Id, read.Id);
        Assert.True(read.Opens(token.SecretHash));
        Assert.False(LinkToken.NewFor(token.Id).Opens(token.SecretHash));
        Assert.Equal(token.Id, LinkToken.NewFor(token.Id).Id);
    }

    /// <summary>Every one of the secret's 144 bits is sometimes set and sometimes not: none is fixed by the format.</summary>
    [Fact]
    public void New_Secret_HasAtLeast128RandomBits()
    {
        const int Tokens = 200;
        var set = new int[8 * 18];
        var seen = new HashSet<string>();
        for (var i = 0; i < Tokens; i++)
        {
            var text = LinkToken.New().Text[LinkToken.IdCharacters..];
            Assert.True(seen.Add(text));
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
            Assert.Equal(set.Length, 8 * bytes.Length);
            for (var bit = 0; bit < set.Length; bit++)
            {
                set[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
            }
        }

        // A fair bit falls outside of this once in 10^20 runs.
        Assert.True(set.Length >= 128);
        Assert.All(set, count => Assert.InRange(count, 30, Tokens - 30));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé")]
    public void Parse_NoToken_IsNull(string text) => Assert.Null(LinkToken.Parse(text));
}

using System.Text;

namespace ClusterGateway.Storage.Tests.Contract;

public sealed class StoreKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("%/\\'\"")]
    [InlineData("\U0001f600")]
    [InlineData("\uffff")]
    public void Validate_AnyOtherText_IsFine(string key) => StoreKey.Validate(key);

    [Fact]
    public void Validate_LengthInBytes_EndsAt1024()
    {
        StoreKey.Validate(new string('a', 1024));
        StoreKey.Validate(string.Concat(Enumerable.Repeat("\U0001f600", 256)));

        Assert.Throws<ArgumentException>(() => StoreKey.Validate(new string('a', 1025)));
        Assert.Throws<ArgumentException>(() => StoreKey.Validate(string.Concat(Enumerable.Repeat("\uff5e", 342))));
    }

    [Fact]
    public void Validate_AgainstTheRules_SaysWhich()
    {
        Assert.ThrowsAny<ArgumentException>(() => StoreKey.Validate(""));
        Assert.ThrowsAny<ArgumentException>(() => StoreKey.Validate(null!));
        Assert.Contains("U+0000", Assert.Throws<ArgumentException>(() => StoreKey.Validate("a\0")).Message, StringComparison.Ordinal);
        foreach (var lone in (string[])["\ud83d", "a\ude00", "\ud83da"])
        {
            Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => StoreKey.Validate(lone)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("members/a%2Fb", "members", "a/b")]
    [InlineData("leader", "leader")]
    [InlineData("a/%20/%25", "a", " ", "%")]
    [InlineData("links/%F0%9F%98%80", "links", "\U0001f600")]
    public void Of_Components_AreEncodedAndComeBack(string key, params string[] components)
    {
        Assert.Equal(key, StoreKey.Of(components));
        Assert.Equal(components[^1], StoreKey.LastComponent(key));
    }

    [Fact]
    public void Of_AComponentWithASeparator_NeverMeetsAnother() => Assert.NotEqual(StoreKey.Of("a/b", "c"), StoreKey.Of("a", "b/c"));

    [Theory]
    [InlineData("")]
    [InlineData("caf\u00e9 \uff5e \U0001f600")]
    public void Decode_OfEncode_IsTheSame(string text) => Assert.Equal(text, StoreKey.Decode(StoreKey.Encode(text)));

    [Fact]
    public void Encode_LoneSurrogate_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => StoreKey.Encode("\ud83d"));

    [Fact]
    public void EndOfPrefix_AnyPrefix_IsBehindEverythingThatStartsWithIt()
    {
        Assert.Null(StoreKey.EndOfPrefix([]));
        foreach (var prefix in (string[])["a", "a/", "\u007f", "\uffff", "\U0010ffff"])
        {
            var end = StoreKey.EndOfPrefix(Encoding.UTF8.GetBytes(prefix));
            Assert.True(Encoding.UTF8.GetBytes(prefix + "\U0010ffff").AsSpan().SequenceCompareTo(end) < 0);
        }

        Assert.Equal("b"u8.ToArray(), StoreKey.EndOfPrefix("a"u8));
    }
}

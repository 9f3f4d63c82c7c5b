using System.Text.RegularExpressions;
using ClusterGateway.NodeAgent.ShareLinks;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public sealed class PasswordHashTests
{
    [Fact]
    public async Task Of_IsSaltedVersionedAndSlow()
    {
        var first = await PasswordHash.OfAsync("päss");
        var second = await PasswordHash.OfAsync("päss");

        Assert.Matches(new Regex(@"^pbkdf2-sha256\$600000\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$"), first);
        Assert.NotEqual(first, second);
        Assert.True(await PasswordHash.MatchesAsync("päss", first));
        Assert.False(await PasswordHash.MatchesAsync("pass", first));
        await Assert.ThrowsAsync<InvalidDataException>(() => PasswordHash.MatchesAsync("päss", "argon2id$" + first));
    }

    /// <summary>Computed elsewhere (Python's hashlib), with fewer iterations: those of a hash are its own.</summary>
    [Fact]
    public async Task Matches_HashOfAnotherImplementation_IsKnown() =>
        Assert.True(await PasswordHash.MatchesAsync("password", "pbkdf2-sha256$4096$c2FsdA==$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o="));
}

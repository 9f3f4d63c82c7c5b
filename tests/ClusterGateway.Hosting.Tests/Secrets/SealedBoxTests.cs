using System.Text;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Hosting.Tests.Secrets;

public sealed class SealedBoxTests
{
    private const string Old = "the-old-secret-of-the-cluster";
    private const string Current = "the-current-secret-of-the-cluster";

    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("a private key");

    [Fact]
    public void Value_OpensUnderItsNameOnly()
    {
        var box = new SealedBox([Current], "settings", "c");
        var value = box.Seal("mail.password", Plain);

        Assert.Equal(Plain, box.Open("mail.password", value)!.Plain);
        Assert.Null(box.Open("mail.user", value));
        Assert.Null(new SealedBox([Current], "certificates", "c").Open("mail.password", value));
        Assert.Null(new SealedBox([Current], "settings", "other").Open("mail.password", value));
        Assert.Null(new SealedBox([Old], "settings", "c").Open("mail.password", value));
    }

    [Fact]
    public void Rotation_ThePreviousSecretStillOpens_AndIsToldApart()
    {
        var value = new SealedBox([Old], "settings", "c").Seal("k", Plain);
        var rotated = new SealedBox([Current, Old], "settings", "c");

        Assert.False(rotated.Open("k", value)!.IsCurrent);
        Assert.True(rotated.Open("k", rotated.Seal("k", Plain))!.IsCurrent);
    }

    [Fact]
    public void SpoiledValue_DoesNotOpen()
    {
        var box = new SealedBox([Current], "settings", "c");
        var value = box.Seal("k", Plain);
        var middle = value.Length / 2;
        var changed = value[..middle] + (value[middle] == 'A' ? 'B' : 'A') + value[(middle + 1)..];

        Assert.Null(box.Open("k", changed));
        Assert.Null(box.Open("k", value[..10]));
        Assert.Null(box.Open("k", "v1."));
        Assert.Null(box.Open("k", "not sealed"));
    }

    [Fact]
    public void SameValue_IsSealedAnewEachTime()
    {
        var box = new SealedBox([Current], "settings", "c");

        Assert.NotEqual(box.Seal("k", Plain), box.Seal("k", Plain));
        Assert.DoesNotContain("private", box.Seal("k", Plain), StringComparison.Ordinal);
    }
}

using ClusterGateway.NodeAgent.NodeHealth.Checks;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class DiskCheckTests
{
    [Theory]
    [InlineData("5%", 49, 1000, false)]
    [InlineData("5 %", 50, 1000, true)]
    [InlineData("0.5%", 5, 1000, true)]
    [InlineData("100", 99, 1000, false)]
    [InlineData("100B", 100, 1000, true)]
    [InlineData("2KB", 2000, 10_000, true)]
    [InlineData("2 KiB", 2047, 10_000, false)]
    [InlineData("2kib", 2048, 10_000, true)]
    [InlineData("1.5GB", 1_499_999_999, 10_000_000_000, false)]
    [InlineData("1GiB", 1_073_741_824, 10_000_000_000, true)]
    [InlineData("1TB", 999_999_999_999, 2_000_000_000_000, false)]
    public void Judge_FreeBytes_ComparesWithMinFree(string minFree, long free, long total, bool passes)
    {
        var result = DiskCheck.Judge("/srv", minFree, free, total);

        Assert.Equal(passes, result.Passed);
        Assert.Equal(passes ? null : "disk-space", result.Warning?.Code);
    }

    [Fact]
    public void Judge_TooLittle_SaysHowMuchAndWhere() => Assert.Equal(
        "1.5 GB of 100 GB (1.5 %) are free in /srv, less than 5%", DiskCheck.Judge("/srv", "5%", 1_500_000_000, 100_000_000_000).Output);

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("0%")]
    [InlineData("100%")]
    [InlineData("-5%")]
    [InlineData("0")]
    [InlineData("5 apples")]
    [InlineData("1e3")]
    [InlineData("99999999999TB")]
    public void TryParse_NoAmount_IsRefused(string text) => Assert.False(FreeSpace.TryParse(text, out _));

    [Fact]
    public async Task RunAsync_RealFileSystem_FindsItsFreeSpace()
    {
        var enough = await new DiskCheck("disk", Path.GetTempPath(), "1B").RunAsync(CancellationToken.None);
        var tooLittle = await new DiskCheck("disk", Path.GetTempPath(), "1000000TB").RunAsync(CancellationToken.None);

        Assert.True(enough.Passed, enough.Output);
        Assert.False(tooLittle.Passed, tooLittle.Output);
    }

    [Fact]
    public async Task RunAsync_NoSuchDirectory_SaysSo()
    {
        var result = await new DiskCheck("disk", "/no/such/directory", "1B").RunAsync(CancellationToken.None);

        Assert.Equal((false, "/no/such/directory is not a directory, or is not there"), (result.Passed, result.Output));
    }
}

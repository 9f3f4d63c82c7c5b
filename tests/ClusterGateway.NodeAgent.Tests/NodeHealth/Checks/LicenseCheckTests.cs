using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class LicenseCheckTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("2030-02-28", true, false)]
    [InlineData("2030-01-14", true, false)]
    [InlineData("2030-01-13", true, true)]
    [InlineData("2030-01-01", true, true)]
    [InlineData("2029-12-31", false, true)]
    public async Task RunAsync_FileWithADate_WarnsWhileItEndsAndFailsAfterwards(string date, bool passes, bool warns)
    {
        await File.WriteAllTextAsync(_file, $"customer 4711\nvalid until {date}\n");

        var result = await Check(new CheckOptions { File = _file }).RunAsync(CancellationToken.None);

        Assert.Equal((passes, warns), (result.Passed, result.Warning?.Code == "license-expiring"));
    }

    [Fact]
    public async Task RunAsync_SeveralDates_ThePatternChooses()
    {
        await File.WriteAllTextAsync(_file, "issued: 2020-01-01\r\nsupport-end: 2031-01-01\r\n");

        var first = await Check(new CheckOptions { File = _file }).RunAsync(CancellationToken.None);
        var chosen = await Check(new CheckOptions { File = _file, Pattern = "^support-end: .*" }).RunAsync(CancellationToken.None);
        var none = await Check(new CheckOptions { File = _file, Pattern = "^license-end: .*" }).RunAsync(CancellationToken.None);

        Assert.False(first.Passed);
        Assert.True(chosen.Passed, chosen.Output);
        Assert.StartsWith($"no date was found in {_file}", none.Output, StringComparison.Ordinal);
        Assert.False(none.Passed);
    }

    [Fact]
    public async Task RunAsync_FileRenewed_IsReadAnew()
    {
        await File.WriteAllTextAsync(_file, "2029-01-01");
        var check = Check(new CheckOptions { File = _file });
        Assert.False((await check.RunAsync(CancellationToken.None)).Passed);

        await File.WriteAllTextAsync(_file, "2031-01-01");

        Assert.True((await check.RunAsync(CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task RunAsync_FileGone_FailsByException()
    {
        File.Delete(_file);

        await Assert.ThrowsAsync<FileNotFoundException>(() => Check(new CheckOptions { File = _file }).RunAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("echo 2031-01-01", true, "the license of /bin/sh expires on 2031-01-02 00:00 UTC, in 366 days")]
    [InlineData("echo 2031-01-01 >&2", false, "no date was found in /bin/sh; it must hold one like 2027-12-31, where Pattern says if it is set")]
    [InlineData("echo 2031-01-01; echo server away >&2; exit 3", false, "exit code 3: 2031-01-01 server away")]
    public async Task RunAsync_Command_ItsStandardOutputAndExitCodeDecide(string script, bool passes, string output)
    {
        var check = Check(new CheckOptions { Command = ["/bin/sh", "-c", script] });

        var result = await new CheckRunner(check, TimeSpan.FromSeconds(20), TimeProvider.System).RunAsync(CancellationToken.None);

        Assert.Equal((passes, output), (result.Passed, result.Output));
    }

    private LicenseCheck Check(CheckOptions options) => LicenseCheck.Of("license", options, "node1", _time);
}

using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Hosting.Tests.Configuration;

public sealed class ConfigurationReportTests
{
    private static readonly ConfigurationError Mistake = new("A:B", "is wrong; write C");

    [Theory]
    [InlineData(0, false, null)]
    [InlineData(0, true, ConfigurationReport.ExitValid)]
    [InlineData(2, false, ConfigurationReport.ExitInvalid)]
    [InlineData(2, true, ConfigurationReport.ExitInvalid)]
    public void Print_Errors_DecideTheExitCode(int errors, bool validate, int? expected) =>
        Assert.Equal(expected, ConfigurationReport.Print([.. Enumerable.Repeat(Mistake, errors)], [], validate, TextWriter.Null));

    [Fact]
    public void Print_WarningsOnly_StartsAndShowsThem()
    {
        using var output = new StringWriter();

        Assert.Null(ConfigurationReport.Print([], [Mistake], validateOnly: false, output));
        Assert.Equal("warning: A:B: is wrong; write C", output.ToString().Trim());
    }
}

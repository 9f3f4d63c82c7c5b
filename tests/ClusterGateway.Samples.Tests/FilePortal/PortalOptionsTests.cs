using Microsoft.Extensions.Options;

namespace ClusterGateway.Samples.Tests.FilePortal;

public sealed class PortalOptionsTests
{
    [Fact]
    public async Task Start_WithAWrongConfiguration_NamesEveryError()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => PortalUnderTest.StartAsync(
            null, ("Portal:Node", ""), ("Portal:Agent", "ftp://x"), ("Portal:AgentTokenFile", "/missing"), ("Portal:Admin:Password", "")));

        Assert.Equal(
            ["Portal:Node", "Portal:Agent", "Portal:AgentTokenFile", "Portal:Admin"],
            refused.Failures.Select(failure => failure.Split(' ')[0]));
    }
}

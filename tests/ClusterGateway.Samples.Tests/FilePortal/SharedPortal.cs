namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>One portal for the tests of a class that need no other; each gets a browser of its own.</summary>
public sealed class SharedPortal : IAsyncLifetime
{
    private PortalUnderTest? _portal;

    public async Task InitializeAsync() => _portal = await PortalUnderTest.StartAsync();

    public async Task DisposeAsync() => await _portal!.DisposeAsync();

    internal PortalUnderTest Open() => _portal!.InAnotherBrowser();
}

using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.Edge;

/// <summary>The gateway before one node whose application speaks bytes.</summary>
public sealed class RawGateway : IAsyncLifetime, IAsyncDisposable
{
    private readonly string[] _arguments;
    private FakeNodeAgent _node = null!;
    private RunningGateway _gateway = null!;

    public RawGateway()
        : this([])
    {
    }

    private RawGateway(string[] arguments) => _arguments = arguments;

    public ScriptedBackend Backend { get; } = new();

    public Uri Url => _gateway.Url;

    internal RunningGateway Running => _gateway;

    internal FakeNodeAgent Node => _node;

    /// <param name="arguments">Configuration as on the command line: <c>--ClusterGateway:Limits:RequestLine=1024</c>.</param>
    public static async Task<RawGateway> StartAsync(params string[] arguments)
    {
        var gateway = new RawGateway(arguments);
        await gateway.InitializeAsync();
        return gateway;
    }

    public async Task InitializeAsync()
    {
        _node = await FakeNodeAgent.StartAsync("n1");
        _node.Self = _node.Self with { Address = Backend.Address.AbsoluteUri };
        string[] probing = ["--ClusterGateway:Probing:Timeout=10s", $"--ClusterGateway:Probing:ApplicationPath={ScriptedBackend.ProbePath}"];
        _gateway = await RunningGateway.StartAsync(RunningGateway.Cluster(_node), [.. probing, .. _arguments]);
        await Eventually.TrueAsync(() => _gateway.Routes(_node), "the proxy learned the node's address");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _node.DisposeAsync();
        await Backend.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>Sends these bytes and reads until the gateway closes.</summary>
    public async Task<string> SendAsync(string bytes)
    {
        Backend.Heads.Clear();
        using var client = await RawConnection.ConnectAsync(Url);
        await client.WriteAsync(bytes);
        return await client.ReadToEndAsync();
    }
}

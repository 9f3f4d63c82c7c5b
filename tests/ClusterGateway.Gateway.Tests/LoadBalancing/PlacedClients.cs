using System.Net;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

/// <summary>Our policies over nodes that are only numbers, and whom they placed where.</summary>
internal sealed class PlacedClients
{
    private readonly SettableClusterView _view = new();
    private readonly ILoadBalancingPolicy _policy;
    private readonly ClusterState _cluster;

    /// <param name="boundedLoad">As in the cluster's metadata.</param>
    public PlacedClients(string policy, string? boundedLoad = null)
    {
        var options = Options.Create(new LoadBalancingOptions());
        Weights = new PlacementWeights(_view, options, Time);
        Loads = new NodeLoads(_view, Time);
        _policy = policy == LeastSessionsPolicy.PolicyName
            ? new LeastSessionsPolicy(Loads, Weights)
            : new ClientIpHashPolicy(Weights, Loads, new ClusterTerms(options), options);
        var metadata = boundedLoad is null ? null : new Dictionary<string, string> { [PlacementTerms.BoundedLoadKey] = boundedLoad };
        var config = new ClusterConfig { ClusterId = "app", LoadBalancingPolicy = policy, Metadata = metadata };
        _cluster = new ClusterState("app", new ClusterModel(config, new HttpMessageInvoker(new SocketsHttpHandler())));
    }

    public FakeTimeProvider Time { get; } = new();

    public PlacementWeights Weights { get; }

    public NodeLoads Loads { get; }

    public List<DestinationState> Nodes { get; } = [];

    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a node, or changes what its agent says.</summary>
    public void Set(string id, int weight = 100, long sessions = 0, bool isBackNow = false)
    {
        _view.Set(new NodeState
        {
            Id = id,
            Agent = new Uri("http://agent.invalid"),
            Admission = new Admission(KeepsBound: true, PlacementTier.Healthy),
            Weight = weight,
            Warmth = isBackNow ? new Warmth(IsCold: false, Time.GetTimestamp()) : default,
            Self = new SelfView { Id = id, Cluster = "test", Instance = "i", Sessions = sessions },
        });
        if (Nodes.TrueForAll(n => n.DestinationId != id))
        {
            Nodes.Add(new DestinationState(id));
            Counts[id] = 0;
        }
    }

    public string Place(IPAddress client)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = client;
        var node = _policy.PickDestination(context, _cluster, Nodes)?.DestinationId;
        Assert.NotNull(node);
        Counts[node]++;
        return node;
    }

    public void Place(int clients)
    {
        for (var i = 0; i < clients; i++)
        {
            Place(Client(i));
        }
    }

    public static IPAddress Client(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}

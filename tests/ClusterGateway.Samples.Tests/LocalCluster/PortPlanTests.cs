using System.Net;
using System.Net.Sockets;
using LocalCluster.Options;
using LocalCluster.Planning;

namespace ClusterGateway.Samples.Tests.LocalCluster;

public sealed class PortPlanTests
{
    [Fact]
    public void Of_TwoGatewaysAndTwoNodes_AreTheContractsPorts()
    {
        var ports = PortPlan.Of(new ClusterOptions { Gateways = 2, Nodes = 2 }).Select(use => use.Port);

        Assert.Equal([8080, 8090, 8081, 8091, 7401, 7501, 7402, 7502], ports);
    }

    [Fact]
    public void Of_OtherPeoplesApplications_NeedNoPort()
    {
        var ports = PortPlan.Of(new ClusterOptions { Nodes = 1, Applications = [new Uri("http://127.0.0.1:3000")] }).Select(use => use.Port);

        Assert.Equal([8080, 8090, 7401], ports);
    }

    [Fact]
    public void CheckFree_TakenPort_NamesItAndTheOptionThatMovesIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var sentence = Assert.Single(PortPlan.CheckFree([new PortUse(port, "gateway1", "--port")]));

        Assert.Equal($"Port {port}, for gateway1, is taken: choose another --port.", sentence);
    }
}

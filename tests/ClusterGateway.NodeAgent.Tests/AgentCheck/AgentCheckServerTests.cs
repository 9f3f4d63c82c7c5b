using System.Net.Sockets;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.AgentCheck;

public sealed class AgentCheckServerTests
{
    private readonly Uri _users = new($"tcp://127.0.0.1:{FreePort.Next()}");
    private readonly Uri _administration = new($"tcp://127.0.0.1:{FreePort.Next()}");

    [Fact]
    public async Task Connection_AnyRequestOrNone_IsAnsweredByOneLineAndClosed()
    {
        await using var cluster = await StartAsync();

        Assert.Equal("ready up 70%\n", await RawClient.SendAsync(_users, ""));
        Assert.Equal("ready up 70%\n", await RawClient.SendAsync(_users, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Equal("ready up 100%\n", await RawClient.SendAsync(_administration, ""));
    }

    [Fact]
    public async Task Store_Away_AnswersAtOnce_UsersStay_ThePrimaryIsGone()
    {
        await using var cluster = await StartAsync(("Leadership:Failsafe", "false"));
        cluster["node1"].Store.Cut();

        await Eventually.TrueAsync(async () => await RawClient.SendAsync(_administration, "") == "maint\n", "the lease was over");
        Assert.Equal("ready up 70%\n", await RawClient.SendAsync(_users, ""));
    }

    [Fact]
    public async Task Connections_ManyThatTheirClientsLeaveOpen_KeepNobodyOut()
    {
        await using var cluster = await StartAsync();
        var clients = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            clients.Add(new TcpClient());
            await clients[i].ConnectAsync(_users.Host, _users.Port);
        }

        await Eventually.TrueAsync(async () => await AnswerOrNothingAsync() == "ready up 70%\n", "one more was answered");
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Agent_Stops_IsSilent()
    {
        await using var cluster = await StartAsync();

        await cluster["node1"].StopAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => RawClient.SendAsync(_users, ""));
    }

    [Fact]
    public async Task Address_Taken_NamesIt()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, _users.Port);
        taken.Start();

        var refused = await Assert.ThrowsAnyAsync<IOException>(() => StartAsync());

        Assert.Contains($":{_users.Port}", refused.Message, StringComparison.Ordinal);
    }

    private async Task<AgentCluster> StartAsync(params (string Key, string Value)[] settings)
    {
        var cluster = new AgentCluster();
        await cluster.AddAsync(
            "node1", settings: [("Node:Weight", "70"), ("AgentCheck:Serving", _users.Authority), ("AgentCheck:Primary", _administration.Authority), .. settings]);
        await cluster.SettledAsync();
        return cluster;
    }

    private async Task<string> AnswerOrNothingAsync()
    {
        try
        {
            return await RawClient.SendAsync(_users, "");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Servers;
using Npgsql;

namespace ClusterGateway.Storage.Tests.Servers;

public sealed class ServerFixtureTests
{
    [Fact]
    public async Task StopAsync_Killed_StartsAgainOnTheSamePortAndData()
    {
        await using var server = await PostgresServer.CreateAsync();
        await server.ExecuteAsync("create table t(a int)");

        foreach (var mode in Enum.GetValues<StopMode>())
        {
            await server.StopAsync(mode);
            await Assert.ThrowsAsync<NpgsqlException>(() => server.ExecuteAsync("select 1"));
            await server.StartAsync();
            await server.ExecuteAsync("insert into t values (1)");
        }
    }

    [Fact]
    public async Task Pause_Resumed_AnswersAgain()
    {
        await using var server = await RedisServer.CreateAsync();

        server.Pause();
        var answer = server.ExecuteAsync("PING");
        Assert.False(answer.IsCompleted);
        server.Resume();

        Assert.Equal("+PONG", await answer);
    }

    [Fact]
    public async Task PgBouncer_TransactionMode_KeepsNoSession()
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var bouncer = await PgBouncer.InFrontOfAsync(server);

        await server.ExecuteAsync("select 1", bouncer.ConnectionString);
    }

    [Fact]
    public async Task TcpFault_EachKind_DoesWhatItSays()
    {
        await using var server = await RedisServer.CreateAsync();
        await using var fault = TcpFault.InFrontOf("127.0.0.1", server.Port);
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", fault.Port);
        using var stream = client.GetStream();
        var buffer = new byte[7];

        await stream.WriteAsync("PING\r\n"u8.ToArray());
        await stream.ReadExactlyAsync(buffer);

        fault.BlackHole();
        await stream.WriteAsync("PING\r\n"u8.ToArray());
        var read = stream.ReadExactlyAsync(buffer).AsTask();
        Assert.False(read.IsCompleted);
        fault.Heal();
        await read;

        fault.Refuse();
        Assert.Throws<System.Net.Sockets.SocketException>(() => new System.Net.Sockets.TcpClient("127.0.0.1", fault.Port));
        fault.Heal();
        new System.Net.Sockets.TcpClient("127.0.0.1", fault.Port).Dispose();
    }
}

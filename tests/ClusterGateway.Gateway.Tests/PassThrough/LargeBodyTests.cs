using ClusterGateway.Gateway.Tests.Edge;
using ClusterGateway.Testing.Http;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Gateway.Tests.PassThrough;

/// <summary>
/// Bodies of more than 4 GiB, in constant memory. Only the beginning of them is sent, unless <c>CLUSTERGATEWAY_WHOLE_BODIES</c> is set.
/// </summary>
public sealed class LargeBodyTests(RawGateway gateway) : IClassFixture<RawGateway>
{
    private const long Length = 5L * 1024 * 1024 * 1024;
    private const long Beginning = 256L * 1024 * 1024;
    private const long MostMemory = 200L * 1024 * 1024;
    private const int Piece = 256 * 1024;

    private static readonly long Sent = Environment.GetEnvironmentVariable("CLUSTERGATEWAY_WHOLE_BODIES") is null ? Beginning : Length;

    [Fact]
    public async Task Upload_StreamsInConstantMemory()
    {
        var peak = new TaskCompletionSource<long>();
        gateway.Backend.Heads.Clear();
        gateway.Backend.Answer = async (_, stream) => peak.TrySetResult(await ReadAsync(stream));
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync($"PUT /large HTTP/1.1\r\nHost: h\r\nContent-Length: {Length}\r\n\r\n");

        // One piece more than is waited for: the runtime's client holds less than 4 KiB back until more comes, or the end.
        await WriteAsync(client, Math.Min(Sent + Piece, Length));

        Assert.InRange(await Eventually.CompletesAsync(peak.Task, "the whole upload", TimeSpan.FromMinutes(3)), 0, MostMemory);
        Assert.Contains($"\r\nContent-Length: {Length}\r\n", Assert.Single(gateway.Backend.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_StreamsInConstantMemory()
    {
        gateway.Backend.Answer = async (_, stream) =>
        {
            await stream.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Length}\r\n\r\n");
            await WriteAsync(stream, Sent);
        };
        using var client = await RawConnection.ConnectAsync(gateway.Url);
        await client.WriteAsync("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.Contains($"\r\nContent-Length: {Length}\r\n", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.InRange(await ReadAsync(client), 0, MostMemory);
    }

    private static async Task WriteAsync(RawConnection connection, long length)
    {
        var piece = new byte[Piece];
        for (var sent = 0L; sent < length; sent += piece.Length)
        {
            await connection.Stream.WriteAsync(piece);
        }
    }

    /// <returns>By how much the heap of everybody in this process grew at most.</returns>
    private static async Task<long> ReadAsync(RawConnection connection)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var piece = new byte[Piece];
        for (var received = 0L; received < Sent;)
        {
            var read = await connection.Stream.ReadAsync(piece);
            Assert.NotEqual(0, read);
            received += read;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        return most;
    }
}

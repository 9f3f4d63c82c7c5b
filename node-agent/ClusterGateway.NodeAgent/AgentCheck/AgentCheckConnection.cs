using System.Text;
using Microsoft.AspNetCore.Connections;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>One line, then the end. What the other side sends (<c>agent-send</c>) is passed over.</summary>
internal sealed class AgentCheckConnection(TimeProvider time)
{
    /// <summary>For all of a connection; HAProxy closes it as soon as it has read the line.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public async Task AnswerAsync(ConnectionContext connection, string line)
    {
        using var bound = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, connection.ConnectionClosed);
        try
        {
            await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"), end.Token);
            await connection.Transport.Output.CompleteAsync();
            await ReadToEndAsync(connection, end.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It left early, or stayed too long: it asks again in a moment.
            connection.Abort();
        }
    }

    /// <summary>To close a socket with something unread in it resets the connection, and the line may be lost with it.</summary>
    private static async Task ReadToEndAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        while (await connection.Transport.Input.ReadAsync(cancellationToken) is { IsCompleted: false } read)
        {
            connection.Transport.Input.AdvanceTo(read.Buffer.End);
        }
    }
}

using System.Text;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Standard output, through the writer that the console log uses: whole lines of both take turns.</summary>
internal sealed class AccessLogConsole : IAccessLogOutput
{
    public void Append(ReadOnlySpan<byte> lines)
    {
        Console.Out.Write(Encoding.UTF8.GetString(lines));
        Console.Out.Flush();
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>
/// Apache's "combined" format (the one that every log analyser reads), then <c>name=value</c>: node, affinity, retries, the times in
/// seconds, and what failed. What a client sent is escaped as nginx does it.
/// </summary>
internal sealed class CombinedLine : IAccessLine
{
    public void Write(AccessEntry entry, IBufferWriter<byte> to)
    {
        var line = new StringBuilder(320);
        line.Append(CultureInfo.InvariantCulture, $"{entry.Client?.ToString() ?? "-"} - - [{entry.Time.UtcDateTime:dd/MMM/yyyy:HH:mm:ss} +0000] \"");
        Append(line, entry.Method);
        line.Append(' ');
        Append(line, entry.Target);
        line.Append(' ').Append(entry.Protocol).Append(CultureInfo.InvariantCulture, $"\" {entry.Status} {entry.Bytes} \"");
        Append(line, entry.Referer ?? "-");
        line.Append("\" \"");
        Append(line, entry.UserAgent ?? "-");
        line.Append(CultureInfo.InvariantCulture, $"\" node={entry.Node ?? "-"} affinity={entry.Affinity ?? "-"} retries={entry.Retries} time={entry.Duration.TotalSeconds:0.0000}");
        line.Append(" first=").Append(entry.FirstByte?.TotalSeconds.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-");
        line.Append(" route=").Append(entry.Route ?? "-").Append(" error=").Append(entry.Error ?? "-").Append(" trace=").Append(entry.TraceId ?? "-").Append('\n');
        foreach (var chunk in line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, to);
        }
    }

    private static void Append(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                line.Append(c);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            }
        }
    }
}

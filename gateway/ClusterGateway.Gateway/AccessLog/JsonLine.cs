using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>One JSON object a line, in camelCase, times in seconds; what an entry does not have is left out.</summary>
internal sealed class JsonLine : IAccessLine
{
    /// <summary>A line is read by machines and by <c>grep</c>, never as HTML.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(AccessEntry entry, IBufferWriter<byte> to)
    {
        using (var json = new Utf8JsonWriter(to, Plain))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.UtcDateTime);
            Text(json, "client", entry.Client?.ToString());
            json.WriteString("method", entry.Method);
            Text(json, "host", entry.Host);
            json.WriteString("target", entry.Target);
            json.WriteString("protocol", entry.Protocol);
            json.WriteNumber("status", entry.Status);
            json.WriteNumber("bytes", entry.Bytes);
            json.WriteNumber("duration", Seconds(entry.Duration));
            if (entry.FirstByte is { } first)
            {
                json.WriteNumber("firstByte", Seconds(first));
            }

            Text(json, "route", entry.Route);
            Text(json, "node", entry.Node);
            Text(json, "affinity", entry.Affinity);
            json.WriteNumber("retries", entry.Retries);
            Text(json, "error", entry.Error);
            Text(json, "referer", entry.Referer);
            Text(json, "userAgent", entry.UserAgent);
            Text(json, "traceId", entry.TraceId);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static decimal Seconds(TimeSpan time) => Math.Round((decimal)time.TotalSeconds, 4);
}

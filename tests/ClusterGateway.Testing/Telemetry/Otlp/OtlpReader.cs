using System.Globalization;

namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>Reads the three requests of OTLP; the numbers of the fields are those of opentelemetry-proto 1.x, which never change.</summary>
internal static class OtlpReader
{
    public static IEnumerable<ReceivedSpan> Spans(ReadOnlyMemory<byte> request) =>
        from sender in new ProtobufMessage(request).Messages(1)
        let resource = ResourceOf(sender)
        from span in sender.Messages(2, 2)
        select new ReceivedSpan(resource, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), Attributes(span, 9));

    public static IEnumerable<ReceivedMetric> Metrics(ReadOnlyMemory<byte> request) =>
        from sender in new ProtobufMessage(request).Messages(1)
        let resource = ResourceOf(sender)
        from metric in sender.Messages(2, 2)
        let numbers = metric.Messages(5, 1).Concat(metric.Messages(7, 1)).Select(point => Attributes(point, 7))
        let histograms = metric.Messages(9, 1).Select(point => Attributes(point, 9))
        select new ReceivedMetric(resource, metric.Text(1), metric.Text(3), metric.Text(2), [.. numbers, .. histograms]);

    public static IEnumerable<ReceivedLog> Logs(ReadOnlyMemory<byte> request) =>
        from sender in new ProtobufMessage(request).Messages(1)
        let resource = ResourceOf(sender)
        from line in sender.Messages(2, 2)
        select new ReceivedLog(resource, line.Hex(9), line.Hex(10), line.Text(3), string.Concat(line.Messages(5).Select(Value)), Attributes(line, 6));

    private static ReceivedResource ResourceOf(ProtobufMessage sender) => new(sender.Messages(1).Select(resource => Attributes(resource, 1)).Single());

    private static Dictionary<string, string> Attributes(ProtobufMessage message, int number) =>
        message.Messages(number).ToDictionary(pair => pair.Text(1), pair => string.Concat(pair.Messages(2).Select(Value)), StringComparer.Ordinal);

    private static string Value(ProtobufMessage any)
    {
        if (any.Has(1))
        {
            return any.Text(1);
        }

        return any.Has(4)
            ? BitConverter.UInt64BitsToDouble(any.Number(4)).ToString(CultureInfo.InvariantCulture)
            : (any.Has(2) ? any.Number(2) : any.Number(3)).ToString(CultureInfo.InvariantCulture);
    }
}

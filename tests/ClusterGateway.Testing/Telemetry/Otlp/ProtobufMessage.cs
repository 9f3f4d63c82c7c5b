using System.Buffers.Binary;
using System.Text;

namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>The fields of a protobuf message in the order of the wire (protobuf.dev/programming-guides/encoding); what they mean is the reader's business.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<ProtobufField> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var tag = Varint(ref rest);
            var number = (int)(tag >> 3);
            _fields.Add((tag & 7) switch
            {
                0 => new ProtobufField(number, Varint(ref rest), default),
                1 => new ProtobufField(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span), default),
                2 => new ProtobufField(number, 0, Take(ref rest, (int)Varint(ref rest))),
                5 => new ProtobufField(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span), default),
                var type => throw new InvalidDataException($"wire type {type} of field {number}"),
            });
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int number) => All(number).Select(field => new ProtobufMessage(field.Bytes));

    public IEnumerable<ProtobufMessage> Messages(params ReadOnlySpan<int> path)
    {
        IEnumerable<ProtobufMessage> found = [this];
        foreach (var number in path)
        {
            found = [.. found.SelectMany(message => message.Messages(number))];
        }

        return found;
    }

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    public ulong Number(int number) => All(number).LastOrDefault().Value;

    public bool Has(int number) => All(number).Any();

    private ReadOnlyMemory<byte> Bytes(int number) => All(number).LastOrDefault().Bytes;

    private IEnumerable<ProtobufField> All(int number) => _fields.Where(field => field.Number == number);

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}

using System.Buffers;

namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Writes an entry as one line, with its end.</summary>
internal interface IAccessLine
{
    void Write(AccessEntry entry, IBufferWriter<byte> to);
}

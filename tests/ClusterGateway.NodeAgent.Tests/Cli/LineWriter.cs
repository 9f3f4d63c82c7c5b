using System.Collections.Concurrent;
using System.Text;

namespace ClusterGateway.NodeAgent.Tests.Cli;

/// <summary>Lines that can be read while others are written.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
}

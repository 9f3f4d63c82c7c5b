using System.Threading.Channels;

namespace LocalCluster.Processes;

/// <summary>
/// Our output. Lines wait in a queue, and the oldest are dropped when nobody reads: a terminal that stands still must not stop the
/// cluster, whose logs are in files anyway.
/// </summary>
internal sealed class LineOutput : IAsyncDisposable
{
    private const int Waiting = 10_000;
    private const int LabelWidth = 12;
    private const string OwnLabel = "cluster";

    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Task _writing;

    // The console may block: not on a thread of the pool.
    public LineOutput(TextWriter writer) =>
        _writing = Task.Factory.StartNew(() => Drain(writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Write(string label, string line) => WriteLine($"{label.PadRight(LabelWidth)} | {line}");

    /// <summary>A line of our own.</summary>
    public void Say(string line) => Write(OwnLabel, line);

    /// <summary>A line as it is, for machines.</summary>
    public void WriteLine(string line) => _lines.Writer.TryWrite(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await Task.WhenAny(_writing, Task.Delay(LastLines, TimeProvider.System));
    }

    private void Drain(TextWriter writer)
    {
        foreach (var line in _lines.Reader.ReadAllAsync(CancellationToken.None).ToBlockingEnumerable(CancellationToken.None))
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}

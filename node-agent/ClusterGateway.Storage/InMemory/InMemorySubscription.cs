using System.Threading.Channels;

namespace ClusterGateway.Storage.InMemory;

/// <summary>One watcher of one prefix, told of keys until it is disposed of.</summary>
internal sealed class InMemorySubscription(string prefix, ChannelWriter<StoreHint> hints, Action<InMemorySubscription> end) : IDisposable
{
    public void Tell(string key)
    {
        if (key.StartsWith(prefix, StringComparison.Ordinal))
        {
            hints.TryWrite(default);
        }
    }

    public void Dispose() => end(this);
}

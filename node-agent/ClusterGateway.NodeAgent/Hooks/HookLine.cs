using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>Runs the calls one after another, in the order of the changes.</summary>
internal sealed class HookLine(HookOptions options, HookRunner runner)
{
    private readonly Channel<PendingHook> _waiting = Channel.CreateUnbounded<PendingHook>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<PendingHook, bool> _open = [];

    /// <summary>A role that is lost ends the command that followed its beginning, running or not.</summary>
    public void Add(HookCall call)
    {
        if (call.Hook == HookKind.OnLostPrimary)
        {
            Stop(h => h == HookKind.OnBecamePrimary);
        }

        if (options.Of(call.Hook).Command.Count > 0)
        {
            var pending = new PendingHook(call);
            _open.TryAdd(pending, true);
            _waiting.Writer.TryWrite(pending);
        }
    }

    /// <summary>Nothing comes any more, and only <c>OnLostPrimary</c> is still worth its time.</summary>
    public void Close()
    {
        Stop(h => h != HookKind.OnLostPrimary);
        _waiting.Writer.TryComplete();
    }

    /// <summary>The agent ends now; no command outlives it.</summary>
    public void Abandon() => Stop(_ => true);

    /// <summary>Until the line is closed and empty.</summary>
    public async Task RunAsync()
    {
        await foreach (var pending in _waiting.Reader.ReadAllAsync())
        {
            using (pending)
            {
                await runner.RunAsync(pending.Call, pending.Stopped);
                _open.TryRemove(pending, out _);
            }
        }
    }

    private void Stop(Predicate<HookKind> which)
    {
        foreach (var pending in _open.Keys.Where(p => which(p.Call.Hook)))
        {
            pending.Stop();
        }
    }
}

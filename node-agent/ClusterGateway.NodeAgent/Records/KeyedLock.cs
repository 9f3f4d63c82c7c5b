namespace ClusterGateway.NodeAgent.Records;

/// <summary>
/// One at a time for each key, in the order of arrival, within this process: writers of one hot entry wait here instead of losing races
/// against one another at the store. What must hold between processes is the store's business.
/// </summary>
internal sealed class KeyedLock
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Returns when it is the caller's turn, which ends with the disposal.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var gate = Join(key);
        try
        {
            await gate.Turn.WaitAsync(cancellationToken);
            return new Entered(this, key, gate);
        }
        catch
        {
            Leave(key, gate);
            throw;
        }
    }

    private Gate Join(string key)
    {
        lock (_gates)
        {
            if (!_gates.TryGetValue(key, out var gate))
            {
                _gates[key] = gate = new Gate();
            }

            gate.Present++;
            return gate;
        }
    }

    private void Leave(string key, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Present == 0)
            {
                _gates.Remove(key);
                gate.Turn.Dispose();
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Who is inside or waits; the last one takes the gate away.</summary>
        public int Present { get; set; }
    }

    private sealed class Entered(KeyedLock owner, string key, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Turn.Release();
            owner.Leave(key, gate);
        }
    }
}

using System.Xml.Linq;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Gateway.Agents;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// Keeps the ring in memory, the copy on disk and the elements at the agents the same, and makes the keys that the ring lacks. Runs in the
/// worker, and for a request only through <see cref="RefreshAsync"/>.
/// </summary>
internal sealed partial class KeyRingSynchronizer(
    IAgentClient agents, KeyRingCipher cipher, KeyRingRepository repository, IKeyManager keys, SharedKeyRing ring, KeyRingCopy copy,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<KeyRingSynchronizer> logger) : ISharedKeyRing
{
    /// <summary>At most one refresh in so long for cookies of unknown keys: anybody can send one.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(3);

    /// <summary>How long a request waits for it.</summary>
    private static readonly TimeSpan RefreshPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private IReadOnlyList<KeyRingElement> _stored = [];
    private Task? _running;
    private long? _ranAt;
    private string? _reason = "no agent has told the key ring yet";

    public bool Ready => ring.Current is not null;

    public string? Reason => Ready ? null : Volatile.Read(ref _reason);

    public bool Knows(Guid keyId) => ring.Current?.Knows(keyId) == true;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(force: false).WaitAsync(RefreshPatience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.Slow(logger);
        }
    }

    /// <summary>One synchronization, shared by all who ask while it runs; never fails, <see cref="Reason"/> tells.</summary>
    /// <param name="force">Also when the last one is less than <see cref="RefreshInterval"/> ago.</param>
    public Task RunAsync(bool force)
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: false } running)
            {
                return running;
            }

            if (!force && _ranAt is { } ranAt && time.GetElapsedTime(ranAt) < RefreshInterval)
            {
                return Task.CompletedTask;
            }

            _ranAt = time.GetTimestamp();
            return _running = Task.Run(() => SynchronizeAsync(lifetime.ApplicationStopping));
        }
    }

    /// <summary>From the disk, before the first request.</summary>
    public void Load()
    {
        try
        {
            if (copy.Read() is { } elements)
            {
                Adopt(elements);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CopyUnusable(logger, exception.Message);
        }
    }

    private async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answered = await TakeAsync(cancellationToken);
            if (await CompleteAsync(answered, cancellationToken))
            {
                await TakeAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or TimeoutException)
        {
            Explain($"no agent tells the key ring: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CopyNotWritten(logger, copy.Path, exception.Message);
        }
    }

    /// <returns>The elements that the agents have.</returns>
    private async Task<IReadOnlyList<KeyRingElement>> TakeAsync(CancellationToken cancellationToken)
    {
        var answered = (await agents.GetKeyRingAsync(cancellationToken)).Elements;
        var merged = KeyRingMerge.Of(answered, _stored, cipher);
        var isNews = !merged.SequenceEqual(_stored);
        Adopt(merged);
        if (isNews)
        {
            copy.Write(merged);
        }

        return answered;
    }

    private void Adopt(IReadOnlyList<KeyRingElement> elements)
    {
        if (elements.Count == 0)
        {
            return;
        }

        _stored = elements;
        var decrypted = Decrypt();
        repository.Replace(decrypted);
        var wasReady = Ready;
        ring.Rebuild();
        if (Ready && !wasReady)
        {
            Log.Ready(logger, decrypted.Count);
        }
        else if (decrypted.Count == 0)
        {
            Explain($"none of {KeyRingConfiguration.Section}:Secrets opens the {elements.Count} elements of the key ring; give this gateway the secret of the others");
        }
    }

    /// <returns>Whether the ring at the agents may have changed.</returns>
    private async Task<bool> CompleteAsync(IReadOnlyList<KeyRingElement> answered, CancellationToken cancellationToken)
    {
        var requests = Missing(answered).ToList();
        foreach (var request in requests)
        {
            // Whether it was stored or another gateway was faster: the ring that is read next says what counts.
            await agents.AddKeyRingElementAsync(request, cancellationToken);
        }

        return requests.Count > 0;
    }

    private IEnumerable<KeyRingRequest> Missing(IReadOnlyList<KeyRingElement> answered)
    {
        // The store was emptied or restored: what gateways remember brings their clients' cookies back to all of them.
        foreach (var lost in _stored.ExceptBy(answered.Select(e => e.Id), e => e.Id, StringComparer.Ordinal))
        {
            yield return new(lost.Id, lost.Value);
        }

        var decrypted = Decrypt();
        if (KeyRingPlan.Decide(_stored.Count, keys.GetAllKeys(), time.GetUtcNow()) is { } missing)
        {
            keys.CreateNewKey(missing.Activation, missing.Expiration);
            yield return Request(missing.Id, TakeCreated()!, missing.IsFirst);
        }

        foreach (var (id, element) in KeyRingPlan.ToEncryptAgain(decrypted, cipher.CurrentName))
        {
            yield return Request(id, element.Xml, isFirst: false);
        }

        // What somebody else asked Data Protection to store: revocations.
        while (TakeCreated() is { } created)
        {
            yield return Request($"element-{Guid.NewGuid():N}", created, isFirst: false);
        }
    }

    private List<DecryptedElement> Decrypt() => [.. _stored.Select(cipher.Decrypt).OfType<DecryptedElement>()];

    private XElement? TakeCreated() => repository.TryTakeCreated(out var element) ? element : null;

    private KeyRingRequest Request(string id, XElement element, bool isFirst) => new(id, cipher.Encrypt(id, element), isFirst);

    private void Explain(string reason)
    {
        if (Interlocked.Exchange(ref _reason, reason) != reason)
        {
            Log.NotSynchronized(logger, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1500, LogLevel.Information, "The key ring is ready: {Count} elements")]
        public static partial void Ready(ILogger logger, int count);

        [LoggerMessage(1501, LogLevel.Warning, "The key ring cannot be brought up to date: {Reason}")]
        public static partial void NotSynchronized(ILogger logger, string reason);

        [LoggerMessage(1502, LogLevel.Warning, "The copy of the key ring cannot be used: {Reason}")]
        public static partial void CopyUnusable(ILogger logger, string reason);

        [LoggerMessage(1503, LogLevel.Warning, "The copy of the key ring could not be written to {File}: {Reason}. This gateway could not start without an agent")]
        public static partial void CopyNotWritten(ILogger logger, string file, string reason);

        [LoggerMessage(1504, LogLevel.Debug, "A request gave up waiting for the key ring")]
        public static partial void Slow(ILogger logger);
    }
}

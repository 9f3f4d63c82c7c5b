namespace ClusterGateway.Storage;

/// <summary>What a notification carries: the changed keys, or nothing when they are too long (PostgreSQL allows 8,000 bytes).</summary>
internal static class HintPayload
{
    private const int MaxLength = 4000;

    /// <summary>Null when nobody is to be told: a quiet commit, or one that changes nothing.</summary>
    public static string? Of(StoreCommit commit)
    {
        var changed = commit.Quiet ? [] : commit.Operations.Where(o => o is not StoreCheck).Select(o => Uri.EscapeDataString(o.Key)).ToList();
        var payload = string.Join(' ', changed);
        return changed.Count == 0 ? null : payload.Length <= MaxLength ? payload : "";
    }

    public static void Publish(string payload, HintBroadcast broadcast)
    {
        if (payload.Length == 0)
        {
            broadcast.Publish();
            return;
        }

        foreach (var key in payload.Split(' '))
        {
            broadcast.Publish(Uri.UnescapeDataString(key));
        }
    }
}

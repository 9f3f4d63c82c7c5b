namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// The locks that this agent last saw: guesses, so that who took a lock here refreshes and releases it here in one round trip to the store.
/// Wrong or missing ones only cost another round trip. One place for each hash, no lock; what is remembered later takes the place.
/// </summary>
internal sealed class RecentLocks
{
    /// <summary>At some 800 bytes for a lock of Office, 13 MB when all are taken.</summary>
    private const int Places = 16_384;

    /// <summary>Of names and ids; longer ones are not remembered, so that memory stays bounded.</summary>
    private const int MostCharacters = 2_048;

    private readonly HeldLock?[] _places = new HeldLock?[Places];

    public HeldLock? Find(string resource) =>
        Volatile.Read(ref PlaceOf(resource)) is { } held && held.Resource == resource ? held : null;

    public void Remember(HeldLock held)
    {
        var characters = held.Resource.Length + held.LockId.Length + (held.Owner?.Length ?? 0);
        Volatile.Write(ref PlaceOf(held.Resource), characters <= MostCharacters ? held : null);
    }

    public void Forget(string resource)
    {
        if (Find(resource) is not null)
        {
            Volatile.Write(ref PlaceOf(resource), null);
        }
    }

    private ref HeldLock? PlaceOf(string resource) => ref _places[(uint)resource.GetHashCode(StringComparison.Ordinal) % Places];
}

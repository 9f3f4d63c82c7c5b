namespace ClusterGateway.Storage.PostgreSql;

/// <summary>A while that begins with an event, and anew with each further one.</summary>
internal sealed class Spell(TimeSpan length, TimeProvider time)
{
    private long _begun = long.MinValue;

    public bool IsOver => Volatile.Read(ref _begun) is var begun && (begun == long.MinValue || time.GetElapsedTime(begun) >= length);

    public void Begin() => Volatile.Write(ref _begun, time.GetTimestamp());
}

namespace ClusterGateway.Testing.Locks;

/// <param name="Status">201 new, 200, 204 released, 404 nothing there, 409 conflict.</param>
/// <param name="CurrentId">What a conflict or a get names; "" of an unlocked file, null where the answer carries none.</param>
public sealed record LockOutput(int Status, string? CurrentId = null)
{
    public override string ToString() => CurrentId is null ? $"{Status}" : $"{Status} '{CurrentId}'";
}

namespace ClusterGateway.Testing.Locks;

public enum LockVerb
{
    Lock,
    Refresh,
    Swap,
    Release,
    Get,
}

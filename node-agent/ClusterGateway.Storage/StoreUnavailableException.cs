namespace ClusterGateway.Storage;

/// <summary>The store gave no answer within its bound. The outcome of a commit that threw this is unknown.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
        : this("the store gave no answer")
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

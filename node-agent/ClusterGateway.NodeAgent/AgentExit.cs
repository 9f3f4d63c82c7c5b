namespace ClusterGateway.NodeAgent;

/// <summary>Ends the program for a reason that its exit code tells.</summary>
internal sealed class AgentExit(IHostApplicationLifetime lifetime)
{
    /// <summary>Another living process has this node's id.</summary>
    public const int DuplicateNode = 4;

    /// <summary>The primary could not step down in time.</summary>
    public const int LeaseStuck = 5;

    /// <summary>What the program ends with; 0 unless something ended it.</summary>
    public int Code { get; private set; }

    /// <summary>Why, in a sentence; null while nothing did.</summary>
    public string? Reason { get; private set; }

    public void Now(int code, string reason)
    {
        (Code, Reason) = (code, reason);
        lifetime.StopApplication();
    }
}

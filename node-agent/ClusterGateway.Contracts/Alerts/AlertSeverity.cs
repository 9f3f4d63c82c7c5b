namespace ClusterGateway.Contracts.Alerts;

/// <summary>How soon somebody should look.</summary>
public enum AlertSeverity
{
    /// <summary>Today: nobody is without service, and it may stay so.</summary>
    Warning,

    /// <summary>Now: users or administrators are without service, or the next failure leaves them without.</summary>
    Critical,
}

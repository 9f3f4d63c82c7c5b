namespace ClusterGateway.Hosting.Tokens;

/// <summary>For whom a bearer token is.</summary>
public enum TokenAudience
{
    /// <summary>People and clusterctl.</summary>
    Admin,

    Gateway,

    /// <summary>Other agents.</summary>
    Agent,

    /// <summary>The application on the same node.</summary>
    App,
}

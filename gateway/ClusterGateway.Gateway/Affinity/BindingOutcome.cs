namespace ClusterGateway.Gateway.Affinity;

/// <summary>What became of a request's binding; the values of <c>result</c> of <c>clustergateway.affinity.decisions</c>.</summary>
internal enum BindingOutcome
{
    /// <summary>The client had none: it is placed.</summary>
    New,

    /// <summary>It goes to the node that it is bound to.</summary>
    Hit,

    /// <summary>Its node keeps no clients any more or is gone: it is placed anew.</summary>
    Rebound,

    /// <summary>It sent a cookie that is not ours, tampered with, of a lost key, or expired: it is placed as if it had sent none.</summary>
    Unknown,
}

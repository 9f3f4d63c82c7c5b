namespace ClusterGateway.Gateway.Affinity;

/// <summary>Makes the sources of one name.</summary>
internal interface IBindingSourceFactory
{
    /// <summary>One of <see cref="BindingSourceNames"/>.</summary>
    string Name { get; }

    IBindingSource Create(RouteAffinity route);
}

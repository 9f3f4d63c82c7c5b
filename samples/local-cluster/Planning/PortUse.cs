namespace LocalCluster.Planning;

/// <summary>A port that the cluster needs, for whom, and the option that moves it.</summary>
internal sealed record PortUse(int Port, string User, string Option);

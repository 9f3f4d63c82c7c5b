namespace ClusterGateway.NodeAgent.Gateways;

/// <summary>How many gateways there are, by the last copy of their reports.</summary>
internal interface IGatewayCount
{
    int Alive { get; }
}

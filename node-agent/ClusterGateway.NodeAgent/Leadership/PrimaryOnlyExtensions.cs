namespace ClusterGateway.NodeAgent.Leadership;

internal static class PrimaryOnlyExtensions
{
    /// <summary>Only the primary carries it out (<see cref="PrimaryOnly"/>).</summary>
    public static RouteHandlerBuilder OnPrimary(this RouteHandlerBuilder route) => route
        .AddEndpointFilter<PrimaryOnly>()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}

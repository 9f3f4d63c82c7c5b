using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.Nodes;

/// <summary>Body of <c>POST …/drain</c> and <c>…/maintenance</c>; an empty body means the defaults.</summary>
/// <param name="Deadline">After this the node goes to maintenance whoever is still bound; default 30 min.</param>
/// <param name="Force">Also when it would leave no active node.</param>
public sealed record DrainRequest(Duration? Deadline = null, bool Force = false);

using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What an action is found from.</summary>
/// <param name="Said">The query of a question; the form when it is to be done.</param>
internal sealed record ActionContext(HttpContext Http, DashboardPicture Picture, IReadOnlyDictionary<string, string> Said)
{
    public AgentCaller Caller => AgentCaller.Of(Http);

    public CancellationToken Aborted => Http.RequestAborted;

    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>What the address says; empty for nothing.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString();
}

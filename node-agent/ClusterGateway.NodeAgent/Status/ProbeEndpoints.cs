using System.Globalization;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Status;

/// <summary>Questions that are answered by the status alone, for load balancers and orchestrators; open to all.</summary>
internal static class ProbeEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options];

    public static void MapProbes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/livez", [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Ok()).WithTags("Probes");
        endpoints.MapMethods("/readyz", [HttpMethods.Get, HttpMethods.Head], Ready).WithTags("Probes");
        Map(endpoints, "/health", (self, _, _) => self.Serves);
        Map(endpoints, "/read-only", (self, _, _) => self.Serves);
        Map(endpoints, "/primary", (_, leadership, term) => IsPrimary(leadership, term));
        Map(endpoints, "/read-write", (_, leadership, term) => IsPrimary(leadership, term));
        Map(endpoints, "/secondary", (self, leadership, _) => self.Serves && !leadership.IsPrimary);
        MapPatroniNames(endpoints);
    }

    /// <summary>The same answers under the names that configurations for Patroni ask for.</summary>
    private static void MapPatroniNames(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/liveness", Methods, () => TypedResults.Ok()).WithTags("Probes");
        endpoints.MapMethods("/readiness", Methods, Ready).WithTags("Probes");
        Map(endpoints, "/leader", (_, leadership, term) => IsPrimary(leadership, term));
        Map(endpoints, "/replica", (self, leadership, _) => self.Serves && !leadership.IsPrimary);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<SelfReport, ILeadership, string?, bool> answer) =>
        endpoints.MapMethods(path, Methods, (SelfReport self, ILeadership leadership, string? term) =>
                TypedResults.StatusCode(answer(self, leadership, term) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable))
            .Produces(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Probes");

    /// <summary>The term is read before the lease is looked at again, so that a yes never joins an old term to a new lease.</summary>
    private static bool IsPrimary(ILeadership leadership, string? term)
    {
        var current = leadership.Term;
        var asked = term is null || (long.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == current);
        return asked && leadership.IsPrimary;
    }

    private static IResult Ready(HttpRequest request, SelfReport self, IMembership membership, StoreReachability reachability, IClusterStore store)
    {
        var status = self.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return request.Query.ContainsKey("verbose")
            ? TypedResults.Json(new ReadinessView(self.IsReady, reachability.IsReachable, membership.IsRegistered, store.Capabilities), statusCode: status)
            : TypedResults.StatusCode(status);
    }
}

using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>Session references in memory.</summary>
internal sealed class StubSessions
{
    private int _touches;

    public ConcurrentDictionary<string, SessionView> Held { get; } = new(StringComparer.Ordinal);

    public int Touches => _touches;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/sessions/{id}", (string id, SessionRequest request, HttpResponse response) =>
        {
            response.Headers.ETag = TagOf(request.Instance);
            return Results.Json(Held[id] = new SessionView(id, request.User, "node1", request.Instance, 1200), ContractsJson.Default.SessionView, statusCode: 201);
        });
        routes.MapPost("/v1/sessions/{id}/touch", (string id) =>
        {
            Interlocked.Increment(ref _touches);
            return Held.TryGetValue(id, out var session) ? Results.Json(session, ContractsJson.Default.SessionView) : StubAgent.Problem("not-found", 404);
        });
        routes.MapDelete("/v1/sessions/{id}", (string id, HttpRequest request) =>
        {
            if (request.Headers.IfMatch.Count > 0 && request.Headers.IfMatch != TagOf(Held.GetValueOrDefault(id)?.Instance))
            {
                return StubAgent.Problem("precondition-failed", 412);
            }

            Held.TryRemove(id, out _);
            return Results.NoContent();
        });
        routes.MapDelete("/v1/sessions", (string node, string instanceNot) =>
        {
            foreach (var session in Held.Values.Where(session => session.Node == node && session.Instance != instanceNot))
            {
                Held.TryRemove(session.Id, out _);
            }

            return Results.NoContent();
        });
    }

    private static string TagOf(string? instance) => $"\"{instance}\"";
}

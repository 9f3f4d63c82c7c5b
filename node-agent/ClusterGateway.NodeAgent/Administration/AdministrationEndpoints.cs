using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Membership;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>What an administrator does to members: on any agent, for any member, also a dead one. <c>/admin/…</c> means this node.</summary>
internal static class AdministrationEndpoints
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(7);

    public static void MapAdministration(this IEndpointRouteBuilder endpoints)
    {
        var members = endpoints.MapGroup("/members/{id}").RequireAudience(TokenAudience.Admin).WithTags("Administration");
        Map(members, "/drain", AdministrativeState.Draining, "No new clients; when the bound ones are gone, or at the deadline: maintenance");
        Map(members, "/maintenance", AdministrativeState.Maintenance, "No traffic at all");
        Map(members, "/activate", AdministrativeState.Active, "Takes part fully again");
        members.MapDelete("", RemoveAsync).WithSummary("Forgets a dead member");

        var own = endpoints.MapGroup("/admin").RequireAudience(TokenAudience.Admin).WithTags("Administration");
        MapOwn(own, "/drain", AdministrativeState.Draining);
        MapOwn(own, "/maintenance", AdministrativeState.Maintenance);
        MapOwn(own, "/activate", AdministrativeState.Active);
    }

    private static void Map(RouteGroupBuilder group, string pattern, AdministrativeState state, string summary) =>
        Describe(group.MapPost(pattern, (string id, HttpRequest request, IMemberRegistry registry, IEventLog events, CancellationToken token) =>
            ChangeAsync(id, state, request, registry, events, token))).WithSummary(summary);

    private static void MapOwn(RouteGroupBuilder group, string pattern, AdministrativeState state) =>
        Describe(group.MapPost(pattern, (HttpRequest request, NodeIdentity self, IMemberRegistry registry, IEventLog events, CancellationToken token) =>
            ChangeAsync(self.Id, state, request, registry, events, token))).WithSummary("The same for the node of this agent");

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
        .Accepts<DrainRequest>(isOptional: true, "application/json")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted, Problem>> ChangeAsync(
        string id, AdministrativeState state, HttpRequest request, IMemberRegistry registry, IEventLog events, CancellationToken cancellationToken)
    {
        var wish = await ReadAsync(request, cancellationToken);
        var deadline = wish.Deadline?.Value ?? DefaultDeadline;
        if (deadline < TimeSpan.FromSeconds(1) || deadline > LongestDeadline)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'deadline' is {deadline}; write a duration from 1s to {LongestDeadline.TotalDays}d");
        }

        var actor = Caller.NameOf(request.HttpContext);
        var told = new EventRequest(TypeOf(state), id, wish.Force ? "forced" : null, actor);
        var change = await registry.ChangeStateAsync(
            id, state, deadline, wish.Force, actor, token => events.InCommitAsync(told, token), cancellationToken);
        return change.Outcome switch
        {
            MemberChangeOutcome.NotFound => UnknownMember(id),
            MemberChangeOutcome.Refused => Problem.Of(ProblemTypes.Refused, change.Reason!),
            _ => TypedResults.Accepted((string?)null),
        };
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string id, HttpContext context, IMemberRegistry registry, IEventLog events, CancellationToken cancellationToken)
    {
        var told = new EventRequest(EventTypes.NodeRemoved, id, Actor: Caller.NameOf(context));
        var change = await registry.RemoveAsync(id, token => events.InCommitAsync(told, token), cancellationToken);
        return change.Outcome switch
        {
            MemberChangeOutcome.NotFound => UnknownMember(id),
            MemberChangeOutcome.Refused => Problem.Of(ProblemTypes.Refused, change.Reason!),
            _ => TypedResults.NoContent(),
        };
    }

    /// <summary>A body is optional; when there is one it must be right.</summary>
    private static async Task<DrainRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new DrainRequest();
        }

        return await JsonSerializer.DeserializeAsync(request.Body, ContractsJson.Default.DrainRequest, cancellationToken) ?? new DrainRequest();
    }

    private static Problem UnknownMember(string id) => Problem.Of(ProblemTypes.NotFound, $"no member is called '{id}'");

    private static string TypeOf(AdministrativeState state) => state switch
    {
        AdministrativeState.Draining => EventTypes.NodeDrainStarted,
        AdministrativeState.Maintenance => EventTypes.NodeMaintenanceStarted,
        _ => EventTypes.NodeActivated,
    };
}

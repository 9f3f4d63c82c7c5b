using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>Locks in memory, one interface as the other; they expire when a test says so.</summary>
internal sealed class StubLocks
{
    private static readonly DateTimeOffset Since = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly ConcurrentDictionary<string, LockView> _held = new(StringComparer.Ordinal);

    public LockView? Of(string resource) => _held.GetValueOrDefault(resource);

    public void Hold(string resource, string lockId, string? owner = null) =>
        _held[resource] = new LockView(resource, lockId, TimeSpan.FromMinutes(30), owner, Since);

    public void Expire(string resource) => _held.TryRemove(resource, out _);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/locks", () => Results.Json(new Page<LockView>([.. _held.Values], Next: null), ContractsJson.Default.PageLockView));
        routes.MapGet("/v1/locks/{name}", (string name) =>
            Of(name) is { } held ? Results.Json(held, ContractsJson.Default.LockView) : StubAgent.Problem("not-found", 404));
        routes.MapPost("/v1/locks/{name}", (string name, LockRequest request) => Change(name, request.LockId, request.LockId, mustBeHeld: false, request.Owner));
        routes.MapPost("/v1/locks/{name}/refresh", (string name, LockRefreshRequest request) => Change(name, request.LockId, request.LockId));
        routes.MapPost("/v1/locks/{name}/swap", (string name, LockSwapRequest request) => Change(name, request.OldLockId, request.LockId));
        routes.MapPost("/v1/locks/{name}/release", (string name, LockReleaseRequest request) => Change(name, request.LockId, null));
        routes.MapPost("/wopi/locks/{name}", Wopi);
    }

    private IResult Change(string name, string expected, string? next, bool mustBeHeld = true, string? owner = null) =>
        Decide(name, expected, next, mustBeHeld, owner)
            ? next is null ? Results.NoContent() : Results.Json(Of(name)!, ContractsJson.Default.LockView)
            : StubAgent.Problem("lock-conflict", 409, ("currentLockId", Of(name)?.LockId ?? ""), ("owner", Of(name)?.Owner));

    private bool Decide(string name, string expected, string? next, bool mustBeHeld, string? owner)
    {
        lock (_held)
        {
            var held = Of(name);
            if (held is null ? mustBeHeld : held.LockId != expected)
            {
                return false;
            }

            if (next is null)
            {
                return _held.TryRemove(name, out _);
            }

            Hold(name, next, owner ?? held?.Owner);
            return true;
        }
    }

    private IResult Wopi(HttpContext context, string name)
    {
        var headers = context.Request.Headers;
        var (given, old) = (headers[WopiHeaders.Lock].ToString(), headers[WopiHeaders.OldLock].ToString());
        var operation = headers[WopiHeaders.Override].ToString();
        if (operation == "GET_LOCK")
        {
            context.Response.Headers[WopiHeaders.Lock] = Of(name)?.LockId ?? "";
            return Results.Ok();
        }

        if (given.Length == 0)
        {
            return StubAgent.Problem("invalid-request", 400);
        }

        var done = operation switch
        {
            "LOCK" when old.Length > 0 => Decide(name, old, given, mustBeHeld: true, null),
            "LOCK" => Decide(name, given, given, mustBeHeld: false, null),
            "REFRESH_LOCK" => Decide(name, given, given, mustBeHeld: true, null),
            _ => Decide(name, given, null, mustBeHeld: true, null),
        };
        if (!done)
        {
            context.Response.Headers[WopiHeaders.Lock] = Of(name)?.LockId ?? "";
        }

        return done ? Results.Ok() : StubAgent.Problem("lock-conflict", 409);
    }
}

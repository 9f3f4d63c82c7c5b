using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>Share links in memory; one that a test ends looks like one that never was.</summary>
internal sealed class StubLinks
{
    private readonly ConcurrentDictionary<string, (ShareLinkRequest Request, string Token, long Downloads)> _links = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Link, bool Consumed)> _grants = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>Whom the next visits are told to be too many for.</summary>
    public bool Busy { get; set; }

    public ResolveRequest? LastVisit { get; private set; }

    public ShareLinkRequest? LastMade { get; private set; }

    public long DownloadsOf(string target) => _links.Values.Single(link => link.Request.Target == target).Downloads;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/links", Create);
        routes.MapGet("/v1/links", (string? owner, string? target) => Results.Json(
            new Page<ShareLinkView>([.. _links.Keys.Select(ViewOf).Where(v => (owner ?? v.Owner) == v.Owner && (target ?? v.Target) == v.Target)], Next: null),
            ContractsJson.Default.PageShareLinkView));
        routes.MapGet("/v1/links/{id}", (HttpContext context, string id) =>
        {
            context.Response.Headers.ETag = "\"1\"";
            return _links.ContainsKey(id) ? Results.Json(ViewOf(id), ContractsJson.Default.ShareLinkView) : StubAgent.Problem("not-found", 404);
        });
        routes.MapDelete("/v1/links/{id}", (string id) => _links.TryRemove(id, out _) ? Results.NoContent() : StubAgent.Problem("not-found", 404));
        routes.MapPost("/v1/links/resolve", Resolve);
        routes.MapPost("/v1/links/consume", (ConsumeRequest request) => Consume(request.Grant) ? Results.NoContent() : StubAgent.Problem("gone", 410));
    }

    private IResult Create(ShareLinkRequest request)
    {
        LastMade = request;
        var id = $"link{Interlocked.Increment(ref _last)}";
        var token = $"CANARY-token-{id}-{Guid.NewGuid():N}";
        _links[id] = (request, token, 0);
        return Results.Json(new NewShareLinkView(id, token, $"/s/{token}"), ContractsJson.Default.NewShareLinkView, statusCode: 201);
    }

    private IResult Resolve(HttpContext context, ResolveRequest visit)
    {
        LastVisit = visit;
        if (Busy)
        {
            context.Response.Headers.RetryAfter = "90";
            return StubAgent.Problem("rate-limited", 429);
        }

        var (id, link) = _links.FirstOrDefault(entry => entry.Value.Token == visit.Token);
        if (id is null || link.Downloads >= link.Request.MaxDownloads)
        {
            return StubAgent.Problem("not-found", 404);
        }

        if (link.Request.Password is { } password && visit.Password != password)
        {
            return StubAgent.Problem(visit.Password is null ? "password-required" : "password-wrong", 403);
        }

        var grant = Guid.NewGuid().ToString("N");
        _grants[grant] = (id, false);
        return Results.Json(new GrantView(grant, link.Request.Target, ["read"], TimeSpan.FromMinutes(10)), ContractsJson.Default.GrantView);
    }

    private bool Consume(string grant)
    {
        lock (_grants)
        {
            if (!_grants.TryGetValue(grant, out var given) || !_links.TryGetValue(given.Link, out var link))
            {
                return false;
            }

            if (!given.Consumed)
            {
                if (link.Downloads >= link.Request.MaxDownloads)
                {
                    return false;
                }

                _grants[grant] = (given.Link, true);
                _links[given.Link] = link with { Downloads = link.Downloads + 1 };
            }

            return true;
        }
    }

    private ShareLinkView ViewOf(string id)
    {
        var (request, _, downloads) = _links[id];
        return new ShareLinkView(
            id, request.Target, ["read"], request.Owner, request.Note, request.Password is not null, DateTimeOffset.UnixEpoch.AddDays(20_000),
            ExpiresAt: null, request.ExpiresIn, request.MaxDownloads, downloads);
    }
}

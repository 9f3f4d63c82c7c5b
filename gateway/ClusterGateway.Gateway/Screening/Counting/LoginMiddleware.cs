using System.Runtime.CompilerServices;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Hosting.Screening;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>
/// Counts failed log-ins on routes whose metadata say what one is. Charged before it is passed on and taken back when it did not fail: of any
/// number that come at once, no more than the rules allow reach the application through this gateway.
/// </summary>
internal sealed class LoginMiddleware(
    RequestDelegate next, BlockedClients clients, LocalFailures failures, AttemptReports reports, BlockedAnswer answer, TimeProvider time)
{
    private readonly ConditionalWeakTable<RouteModel, Found> _routes = [];

    public Task InvokeAsync(HttpContext context)
    {
        var found = _routes.GetValue(context.GetReverseProxyFeature().Route, static route => new Found(LoginRoute.Of(route.Config)));
        return found.Login is { } login && login.Includes(context.Request) && clients.CountedAs(context.Connection.RemoteIpAddress) is { } range
            ? CountAsync(context, login, range)
            : next(context);
    }

    private async Task CountAsync(HttpContext context, LoginRoute login, AddressRange range)
    {
        var rule = clients.Rules.Of(login.Scope);
        if (!failures.TryEnter(login.Scope, range, rule))
        {
            await answer.WriteAsync(context, failures.WaitOf(login.Scope, range, rule));
            return;
        }

        var failed = true;
        try
        {
            await next(context);

            // Who leaves before the answer may have been told by another way whether the password was right.
            failed = login.IsFailure(context.Response.StatusCode) || (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted);
        }
        finally
        {
            if (failures.Leave(login.Scope, range, rule, failed))
            {
                clients.Block(range, rule.Block);
            }
        }

        if (failed)
        {
            reports.Add(new AttemptReport(login.Scope, context.Connection.RemoteIpAddress!, range, time.GetTimestamp()));
        }
    }

    private sealed record Found(LoginRoute? Login);
}

using System.Runtime.CompilerServices;
using ClusterGateway.Hosting.Screening;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>
/// Counts failed log-ins on routes whose metadata say what one is. Charged before it is passed on and taken back when it did not fail: of any
/// number that come at once, no more than the rules allow reach the application through this gateway. A failure is answered when an agent has
/// counted it, if one can.
/// </summary>
internal sealed class LoginMiddleware(RequestDelegate next, LoginCounter counter, BlockedAnswer answer)
{
    private readonly ConditionalWeakTable<RouteModel, Found> _routes = [];

    public Task InvokeAsync(HttpContext context)
    {
        var found = _routes.GetValue(context.GetReverseProxyFeature().Route, static route => new Found(LoginRoute.Of(route.Config)));
        return found.Login is { } login && login.Includes(context.Request) && counter.CountedAs(context) is { } range
            ? CountAsync(context, login, range)
            : next(context);
    }

    private async Task CountAsync(HttpContext context, LoginRoute login, AddressRange range)
    {
        if (counter.Refuse(login, range) is { } wait)
        {
            await answer.WriteAsync(context, wait);
            return;
        }

        var settlement = new LoginSettlement(counter, context, login, range);
        context.Response.OnStarting(static state => ((LoginSettlement)state).SettleAsync(isOver: false), settlement);
        try
        {
            await next(context);
        }
        finally
        {
            await settlement.SettleAsync(isOver: true);
        }
    }

    private sealed record Found(LoginRoute? Login);
}

using System.Threading.RateLimiting;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Configuration;
using Microsoft.AspNetCore.RateLimiting;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>
/// How many calls of applications are carried out at once, and how many wait for their turn. Whatever they ask of the store stands in line
/// with the renewal of the lease there: without a limit, a burst of them costs the primary its role while the store is healthy.
/// </summary>
internal static class CallLimit
{
    private const string Policy = "shared-services";

    public static IServiceCollection AddCallLimit(this IServiceCollection services, StoreSettings store) => services.AddRateLimiter(limiter =>
    {
        limiter.AddConcurrencyLimiter(Policy, options =>
        {
            options.PermitLimit = store.Calls;
            options.QueueLimit = store.WaitingCalls;
            options.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
        limiter.OnRejected = (rejected, _) => new ValueTask(
            Problem.Of(ProblemTypes.RateLimited, "too many calls wait for the store of this cluster; try again").ExecuteAsync(rejected.HttpContext));
    });

    public static RouteGroupBuilder WithCallLimit(this RouteGroupBuilder group) => group.RequireRateLimiting(Policy);
}

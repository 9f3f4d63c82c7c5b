using System.Net;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>The failed log-ins of a client: counted here at once, and by an agent for all gateways.</summary>
internal sealed class LoginCounter(BlockedClients clients, LocalFailures failures, AttemptReports reports, TimeProvider time)
{
    /// <summary>What is counted as one client; null for whom nobody counts.</summary>
    public AddressRange? CountedAs(HttpContext context) => clients.CountedAs(context.Connection.RemoteIpAddress);

    /// <summary>Charges a log-in, until <see cref="LeaveAsync"/>.</summary>
    /// <returns>How long to wait with the next one, when this one must not be tried.</returns>
    public TimeSpan? Refuse(LoginRoute login, AddressRange range)
    {
        var rule = clients.Rules.Of(login.Scope);
        return failures.TryEnter(login.Scope, range, rule) ? null : failures.WaitOf(login.Scope, range, rule);
    }

    /// <returns>Completes when an agent has counted a failure, if one can.</returns>
    public Task LeaveAsync(LoginRoute login, AddressRange range, IPAddress address, bool failed)
    {
        var rule = clients.Rules.Of(login.Scope);
        if (failures.Leave(login.Scope, range, rule, failed))
        {
            clients.Block(range, rule.Block);
        }

        return failed ? reports.AddAsync(new AttemptReport(login.Scope, address, range, time.GetTimestamp())) : Task.CompletedTask;
    }
}

using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Counting;

/// <summary>
/// Settles a log-in, once: before the client hears how it went, or when it is over without an answer. Who leaves before that may have been
/// told by another way whether the password was right: it counts as failed.
/// </summary>
internal sealed class LoginSettlement(LoginCounter counter, HttpContext context, LoginRoute login, AddressRange range)
{
    private int _settled;

    /// <returns>Completes when an agent has counted a failure, if one can; at once when nobody is there to wait.</returns>
    public Task SettleAsync(bool isOver)
    {
        if (Interlocked.Exchange(ref _settled, 1) != 0)
        {
            return Task.CompletedTask;
        }

        var hasLeft = isOver && context.RequestAborted.IsCancellationRequested;
        var failed = hasLeft || login.IsFailure(context.Response.StatusCode);
        var counted = counter.LeaveAsync(login, range, context.Connection.RemoteIpAddress!, failed);
        return hasLeft ? Task.CompletedTask : counted;
    }
}

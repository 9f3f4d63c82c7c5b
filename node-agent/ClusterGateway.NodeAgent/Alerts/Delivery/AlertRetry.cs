using ClusterGateway.Contracts.Alerts;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Tries until a channel takes the message, ever more seldom, and not for ever.</summary>
internal sealed class AlertRetry(Configuration.AlertOptions options, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task<(AlertOutcome Outcome, string Detail)> SendAsync(IAlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        string? last = null;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RetryFor })
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<AlertDeliveryException>(e => e.IsTemporary),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = First,
                MaxDelay = Longest,
                MaxRetryAttempts = int.MaxValue,
                OnRetry = failed =>
                {
                    last = failed.Outcome.Exception!.Message;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        try
        {
            return (AlertOutcome.Sent, await pipeline.ExecuteAsync(async token => await channel.SendAsync(message, token), cancellationToken));
        }
        catch (AlertDeliveryException exception)
        {
            return (AlertOutcome.Failed, exception.Message);
        }
        catch (TimeoutRejectedException)
        {
            return (AlertOutcome.Failed, $"{last ?? "gave no answer"}; given up after {options.RetryFor}");
        }
    }
}

using ClusterGateway.Contracts.Alerts;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Sends one message through every channel, once.</summary>
internal sealed class AlertTest(AlertChannels channels, AlertMessages messages, AlertMetrics metrics, TimeProvider time)
{
    /// <summary>Somebody waits for the answer.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(8);

    public async Task<IReadOnlyList<AlertTestView>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(channels.All.Select(channel => RunAsync(channel, cancellationToken)));

    private async Task<AlertTestView> RunAsync(IAlertChannel channel, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var (outcome, detail) = await SendAsync(channel, stop.Token, cancellationToken);
        metrics.Sent(AlertCodes.Test, outcome);
        return new AlertTestView(channel.Name, outcome, detail);
    }

    private async Task<(AlertOutcome Outcome, string Detail)> SendAsync(
        IAlertChannel channel, CancellationToken bounded, CancellationToken cancellationToken)
    {
        try
        {
            return (AlertOutcome.Sent, await channel.SendAsync(messages.Test(), bounded));
        }
        catch (AlertDeliveryException exception)
        {
            return (AlertOutcome.Failed, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (AlertOutcome.Failed, $"gave no answer within {Bound.TotalSeconds:0} s");
        }
    }
}

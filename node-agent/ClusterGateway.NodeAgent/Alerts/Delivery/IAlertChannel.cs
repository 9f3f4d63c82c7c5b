namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Somewhere that takes messages.</summary>
internal interface IAlertChannel
{
    string Name { get; }

    /// <summary>One attempt, within the channel's own time limit.</summary>
    /// <returns>What the receiver said, as a clause without secrets.</returns>
    /// <exception cref="AlertDeliveryException">It did not take the message.</exception>
    Task<string> SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

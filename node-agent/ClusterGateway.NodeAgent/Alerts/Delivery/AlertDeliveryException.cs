namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>A receiver did not take a message. The text is a clause for people, without secrets, and so is nothing else of it.</summary>
internal sealed class AlertDeliveryException(string message, bool isTemporary) : Exception(message)
{
    /// <summary>The same message may be taken later.</summary>
    public bool IsTemporary => isTemporary;
}

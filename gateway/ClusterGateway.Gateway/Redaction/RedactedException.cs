namespace ClusterGateway.Gateway.Redaction;

/// <summary>Stands in a log for an exception whose text holds a secret.</summary>
/// <param name="text">All that is to be written: type, message and stack of the original.</param>
internal sealed class RedactedException(string text) : Exception(text)
{
    public override string ToString() => Message;
}

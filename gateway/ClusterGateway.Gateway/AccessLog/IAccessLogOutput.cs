namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Where the lines go.</summary>
internal interface IAccessLogOutput
{
    /// <param name="lines">Whole lines, UTF-8.</param>
    /// <exception cref="IOException">They could not be written.</exception>
    void Append(ReadOnlySpan<byte> lines);
}

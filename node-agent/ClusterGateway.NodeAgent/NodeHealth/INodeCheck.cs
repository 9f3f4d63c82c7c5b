namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>
/// Looks at one thing. A check only answers; interval, timeout, thresholds and impact are not its business. A new type is one class
/// in <c>Checks/</c>, a line in <see cref="CheckFactory"/> and its name in <see cref="CheckTypes"/>.
/// </summary>
internal interface INodeCheck
{
    string Type { get; }

    string Name { get; }

    /// <summary>
    /// One run; never two at a time. The token is cancelled at the timeout and when the agent stops. An exception is a failure with
    /// its message as the output. It must not block the calling thread; one that does not heed the token is not started again
    /// before it has ended.
    /// </summary>
    Task<CheckResult> RunAsync(CancellationToken cancellationToken);
}

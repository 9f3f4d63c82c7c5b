namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>A proxy under test before the three origins, as it is installed.</summary>
internal interface IProxy : IAsyncDisposable
{
    string Name { get; }

    Uri Url { get; }

    /// <summary>HTTP/2 without TLS, by prior knowledge; null where the proxy has none.</summary>
    Uri? Http2 { get; }

    /// <summary>Of the process whose processor time and memory count, with its children.</summary>
    int ProcessId { get; }
}

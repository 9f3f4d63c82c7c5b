namespace ClusterGateway.Testing.Traffic;

/// <summary>What a client sends.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">With the query.</param>
/// <param name="Body">Null for none.</param>
public sealed record TrafficRequest(HttpMethod Method, string Path, string? Body = null, string ContentType = "text/plain")
{
    /// <summary>Whether it may be sent twice without doing anything twice (RFC 9110 section 9.2.1).</summary>
    public bool IsSafe => Method == HttpMethod.Get || Method == HttpMethod.Head || Method == HttpMethod.Options;

    public static TrafficRequest Get(string path) => new(HttpMethod.Get, path);
}

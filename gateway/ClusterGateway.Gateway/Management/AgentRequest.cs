namespace ClusterGateway.Gateway.Management;

/// <summary>What is asked of an agent in an administrator's name.</summary>
public sealed record AgentRequest(HttpMethod Method, string PathAndQuery)
{
    /// <summary>JSON; empty for none.</summary>
    public byte[] Body { get; init; } = [];

    public string Accept { get; init; } = "application/json";

    /// <summary>Further headers, as conditions.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Asked twice it does no harm.</summary>
    public bool IsSafe => Method == HttpMethod.Get;

    public AgentRequest With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}

using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;
using ClusterGateway.Hosting.Tokens;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>
/// Section <c>ClusterGateway:Tokens</c>: for each audience a value, a list (current first), or <c>…File</c>. <c>App</c> may be missing
/// when the application does not call its agent.
/// </summary>
/// <param name="Peer">What this agent presents to other agents: the current agent token.</param>
internal sealed record AgentTokens(TokenVerifier Verifier, string Peer)
{
    private const int ShortestToken = 16;

    public static AgentTokens Read(IConfigurationSection section, ICollection<ConfigurationError> errors)
    {
        var audiences = Enum.GetValues<TokenAudience>();
        var known = SecretReader.KeysOf(audiences.Select(a => a.ToString()));
        foreach (var child in section.GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add(new ConfigurationError(child.Path, ConfigurationShape.Unknown(child.Key, known)));
        }

        var tokens = audiences.ToDictionary(audience => audience, audience => ReadOne(section, audience, errors));
        var hashes = tokens.SelectMany(t => t.Value.Select(token => (t.Key, TokenVerifier.Hash(token))));
        return new AgentTokens(new TokenVerifier(hashes), tokens[TokenAudience.Agent].FirstOrDefault(""));
    }

    private static IReadOnlyList<string> ReadOne(IConfigurationSection section, TokenAudience audience, ICollection<ConfigurationError> errors)
    {
        var path = $"{section.Path}:{audience}";
        var before = errors.Count;
        var tokens = SecretReader.Read(section, audience.ToString(), errors);
        if (tokens.Any(t => t.Length < ShortestToken))
        {
            errors.Add(new ConfigurationError(path, $"holds a token of fewer than {ShortestToken} characters; make one with 'openssl rand -hex 32'"));
        }
        else if (tokens.Count == 0 && errors.Count == before && audience != TokenAudience.App)
        {
            errors.Add(new ConfigurationError(path, $"is missing; set it, or {audience}File, to a secret ({UseOf(audience)})"));
        }

        return tokens;
    }

    private static string UseOf(TokenAudience audience) => audience switch
    {
        TokenAudience.Admin => "people and clusterctl present it",
        TokenAudience.Gateway => "the gateways present it; the same on every node",
        _ => "agents present it to one another; the same on every node",
    };
}

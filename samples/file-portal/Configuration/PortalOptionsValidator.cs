using FilePortal.Edge;
using Microsoft.Extensions.Options;

namespace FilePortal.Configuration;

/// <summary>Names every error of the section at once: the key, the value and the fix.</summary>
internal sealed class PortalOptionsValidator : IValidateOptions<PortalOptions>
{
    private const int ShortestKey = 32;

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(PortalOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Node))
        {
            yield return "Portal:Node is empty: set the id of the node that the portal runs on, as in node1.";
        }

        if (options.Agent is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return $"Portal:Agent is '{options.Agent}': set the URL of this node's agent, as in http://127.0.0.1:7400.";
        }

        if (string.IsNullOrWhiteSpace(options.Documents))
        {
            yield return "Portal:Documents is empty: set the folder of documents that all nodes share.";
        }

        if (options.AgentTokenFile is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"Portal:AgentTokenFile is '{file}', which does not exist: name a file with the agent's app token.";
        }

        if (options.WopiKeyFile is { Length: > 0 } secret && (!File.Exists(secret) || File.ReadAllText(secret).Trim().Length < ShortestKey))
        {
            yield return $"Portal:WopiKeyFile is '{secret}', which holds no secret of {ShortestKey} characters: write one there, the same for every node.";
        }

        foreach (var proxy in options.TrustedProxies?.Where(proxy => TrustedProxies.Parse(proxy) is null) ?? [])
        {
            yield return $"Portal:TrustedProxies has '{proxy}': write an address or a network, as in 10.0.0.1 or 10.0.0.0/24.";
        }

        if (options.SessionIdle.Value < TimeSpan.FromSeconds(1))
        {
            yield return $"Portal:SessionIdle is '{options.SessionIdle}': set at least 1s.";
        }

        foreach (var (key, _) in People(options).Where(person => person.User.Name.Length == 0 || person.User.Password.Length == 0))
        {
            yield return $"{key} lacks a Name or a Password: set both, or remove it.";
        }
    }

    private static IEnumerable<(string Key, PortalUser User)> People(PortalOptions options)
    {
        var users = options.Users.Select((user, index) => ($"Portal:Users:{index}", user));
        return options.Admin is null ? users : users.Append(("Portal:Admin", options.Admin));
    }
}

using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>The configuration, read once: what it says when it is right, or everything that is wrong with it.</summary>
internal sealed record AgentConfiguration(
    AgentOptions Options, AgentTokens Tokens, Func<TimeProvider, IClusterStore>? Store, IReadOnlyList<ConfigurationError> Errors)
{
    public static AgentConfiguration Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(AgentOptions.Section);
        var shape = ConfigurationShape.Check(section, typeof(AgentOptions), alsoKnown: "Tokens").ToList();
        var errors = new List<ConfigurationError>(shape);
        var options = Without(configuration, shape).GetSection(AgentOptions.Section).Get<AgentOptions>() ?? new AgentOptions();
        errors.AddRange(AgentOptionsValidator.Validate(options));
        var store = StoreRegistration.Prepare(options, section.GetSection("Store"), errors);
        var tokens = AgentTokens.Read(section.GetSection("Tokens"), errors);
        return new AgentConfiguration(options, tokens, store, errors);
    }

    /// <summary>The configuration without the values that cannot be converted, so that one of them does not hide the other mistakes.</summary>
    private static IConfigurationRoot Without(IConfiguration configuration, List<ConfigurationError> wrong) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable().Where(pair => pair.Value is not null && !wrong.Exists(e => IsBelow(pair.Key, e.Path))))
        .Build();

    private static bool IsBelow(string key, string path) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');
}

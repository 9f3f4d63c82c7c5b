using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>The configuration, read once: what it says when it is right, or everything that is wrong with it.</summary>
internal sealed record AgentConfiguration(
    AgentOptions Options, AgentTokens Tokens, EncryptionKeys Encryption, AlertSettings Alerts, Func<TimeProvider, IClusterStore>? Store, IReadOnlyList<ConfigurationError> Errors)
{
    public static AgentConfiguration Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(AgentOptions.Section);
        var errors = new List<ConfigurationError>();
        var options = CheckedBinding.Bind<AgentOptions>(configuration, AgentOptions.Section, errors, alsoKnown: "Tokens");
        errors.AddRange(AgentOptionsValidator.Validate(options));
        var store = StoreRegistration.Prepare(options, section.GetSection("Store"), errors);
        var tokens = AgentTokens.Read(section.GetSection("Tokens"), errors);
        var encryption = EncryptionKeys.Read(section.GetSection("Encryption"), options.Name, errors);
        var alerts = AlertSettingsReader.Read(section.GetSection("Alerts"), options.Alerts, errors);
        return new AgentConfiguration(options, tokens, encryption, alerts, store, errors);
    }
}

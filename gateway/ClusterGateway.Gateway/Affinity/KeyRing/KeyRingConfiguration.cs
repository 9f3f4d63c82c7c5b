using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// <c>ClusterGateway:KeyRing:Secrets</c> (a list: current first, previous ones for rotation) or <c>SecretsFile</c> (one a line). The key ring
/// runs where a cluster uses <c>ClusterCookie</c>, or where secrets are given.
/// </summary>
internal static class KeyRingConfiguration
{
    public const string Section = "ClusterGateway:KeyRing";

    public const int ShortestSecret = 16;

    private const string Name = "Secrets";

    public static bool IsOn(IConfiguration configuration) => IsNeeded(configuration) || Secrets(configuration, []).Count > 0;

    public static IReadOnlyList<string> Secrets(IConfiguration configuration, ICollection<ConfigurationError> errors) =>
        SecretReader.Read(configuration.GetSection(Section), Name, errors);

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration)
    {
        var errors = new List<ConfigurationError>();
        var secrets = Secrets(configuration, errors);
        if (secrets.Count == 0 && errors.Count == 0 && IsNeeded(configuration))
        {
            var user = YarpAffinityConfiguration.UsersOf(configuration, BindingSourceNames.ClusterCookie).First();
            errors.Add(new($"{Section}:{Name}",
                $"is missing, but {user} uses {BindingSourceNames.ClusterCookie}; give every gateway the same secret of {ShortestSecret} characters or more (openssl rand -base64 32), here or by SecretsFile"));
        }

        for (var i = 0; i < secrets.Count; i++)
        {
            if (secrets[i].Length < ShortestSecret)
            {
                errors.Add(new($"{Section}:{Name}:{i}", $"has {secrets[i].Length} characters; give it {ShortestSecret} or more (openssl rand -base64 32)"));
            }
        }

        return errors;
    }

    private static bool IsNeeded(IConfiguration configuration) =>
        YarpAffinityConfiguration.UsersOf(configuration, BindingSourceNames.ClusterCookie).Any();
}

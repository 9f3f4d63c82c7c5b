using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Configuration;

/// <summary>Binds a section to its options without letting one mistake hide the others.</summary>
public static class CheckedBinding
{
    /// <summary>
    /// Adds every error of <see cref="ConfigurationShape"/> and binds what is left: a value that cannot be converted keeps its default, so
    /// that the caller can go on and check all the other values.
    /// </summary>
    public static T Bind<T>(IConfiguration configuration, string section, ICollection<ConfigurationError> errors, params string[] alsoKnown)
        where T : new()
    {
        var wrong = ConfigurationShape.Check(configuration.GetSection(section), typeof(T), alsoKnown).ToList();
        foreach (var error in wrong)
        {
            errors.Add(error);
        }

        return Without(configuration, wrong).GetSection(section).Get<T>() ?? new T();
    }

    private static IConfigurationRoot Without(IConfiguration configuration, List<ConfigurationError> wrong) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable().Where(pair => pair.Value is not null && !wrong.Exists(e => IsBelow(pair.Key, e.Path))))
        .Build();

    private static bool IsBelow(string key, string path) =>
        key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (key.Length == path.Length || key[path.Length] == ':');
}

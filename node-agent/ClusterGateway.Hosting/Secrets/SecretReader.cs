using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Secrets;

/// <summary>
/// Reads a secret that configuration holds as one value (<c>Name</c>), a list (<c>Name:0</c>, …: current first, previous ones for
/// rotation), or a file (<c>NameFile</c>: one a line, current first). No message ever contains the secret.
/// </summary>
public static class SecretReader
{
    public static IReadOnlyList<string> Read(IConfigurationSection section, string name, ICollection<ConfigurationError> errors)
    {
        var own = section.GetSection(name);
        var listed = own.GetChildren().Select(child => child.Value).Prepend(own.Value).OfType<string>().Where(v => v.Length > 0).ToList();
        var file = section[name + "File"];
        if (file is null)
        {
            return listed;
        }

        var path = $"{section.Path}:{name}File";
        if (listed.Count > 0)
        {
            errors.Add(new ConfigurationError(path, $"'{name}' is given too; keep one of the two"));
        }

        return ReadFile(path, file, errors);
    }

    /// <summary>The two keys that <see cref="Read"/> looks at, for <see cref="ConfigurationShape"/>.</summary>
    public static string[] KeysOf(params IEnumerable<string> names) => [.. names.SelectMany(name => new[] { name, name + "File" })];

    private static string[] ReadFile(string path, string file, ICollection<ConfigurationError> errors)
    {
        try
        {
            var lines = File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
            if (lines.Length == 0)
            {
                errors.Add(new ConfigurationError(path, $"'{file}' is empty; it should hold the secret on its first line"));
            }

            return lines;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ConfigurationError(path, $"'{file}' cannot be read: {exception.Message}"));
            return [];
        }
    }
}

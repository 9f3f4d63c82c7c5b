using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Reads what may be a value or the first line of a file.</summary>
internal static class SecretFile
{
    /// <returns>Null when neither is given, or the file cannot be read.</returns>
    public static string? Read(IConfigurationSection section, string name, ICollection<ConfigurationError> errors) =>
        SecretReader.Read(section, name, errors) is [var first, ..] ? first : null;

    /// <summary>The whole of a file, for what is no secret.</summary>
    public static string? ReadWhole(string path, string file, ICollection<ConfigurationError> errors)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ConfigurationError(path, $"'{file}' cannot be read: {exception.Message}"));
            return null;
        }
    }
}

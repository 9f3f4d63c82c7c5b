using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Configuration;

/// <summary>Where a program's configuration comes from, weakest first: the shipped file, <c>--config</c> files, environment, command line.</summary>
public static class ConfigurationSources
{
    /// <summary>Replaces all sources. A missing <c>--config</c> file is an error in the list answered, not an exception.</summary>
    /// <param name="shippedFile">Name of the file under <c>appsettings/</c> beside the program.</param>
    public static IReadOnlyList<ConfigurationError> Load(IConfigurationBuilder configuration, string shippedFile, ProgramArguments arguments)
    {
        configuration.Sources.Clear();
        configuration.AddEnvironmentVariables("DOTNET_");
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings", shippedFile), optional: true, reloadOnChange: false);
        var errors = AddFiles(configuration, arguments.ConfigFiles);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(arguments.Rest);
        return errors;
    }

    private static List<ConfigurationError> AddFiles(IConfigurationBuilder configuration, IReadOnlyList<string> files)
    {
        var errors = new List<ConfigurationError>();
        foreach (var file in files)
        {
            var path = Path.GetFullPath(file);
            if (TryRead(path) is { } problem)
            {
                errors.Add(new ConfigurationError("--config", $"'{file}' {problem}"));
                continue;
            }

            configuration.AddJsonFile(path, optional: false, reloadOnChange: true);
        }

        return errors;
    }

    /// <summary>Loads the file alone once, so that a broken one is reported beside all other mistakes.</summary>
    private static string? TryRead(string path)
    {
        try
        {
            _ = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
            return null;
        }
        catch (FileNotFoundException)
        {
            return "does not exist";
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {(exception.InnerException ?? exception).Message}";
        }
    }
}

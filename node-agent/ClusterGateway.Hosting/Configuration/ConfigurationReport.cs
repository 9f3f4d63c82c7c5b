namespace ClusterGateway.Hosting.Configuration;

/// <summary>Prints what is wrong with a configuration, all at once, and says with which code the program ends.</summary>
public static class ConfigurationReport
{
    public const int ExitValid = 0;
    public const int ExitInvalid = 1;

    /// <returns>The exit code when the program must end here (invalid, or only validating); null when it may start.</returns>
    public static int? Print(IReadOnlyList<ConfigurationError> errors, IReadOnlyList<ConfigurationError> warnings, bool validateOnly, TextWriter output)
    {
        foreach (var warning in warnings)
        {
            output.WriteLine($"warning: {warning}");
        }

        foreach (var error in errors)
        {
            output.WriteLine($"error: {error}");
        }

        if (errors.Count > 0)
        {
            output.WriteLine($"{errors.Count} error{(errors.Count == 1 ? "" : "s")} in the configuration; nothing was started");
            return ExitInvalid;
        }

        if (validateOnly)
        {
            output.WriteLine("the configuration is valid");
            return ExitValid;
        }

        return null;
    }
}

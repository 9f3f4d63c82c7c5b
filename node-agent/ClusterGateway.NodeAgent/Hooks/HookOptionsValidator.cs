using System.Globalization;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>What section <c>ClusterGateway:Hooks</c> must satisfy. Pure.</summary>
internal static class HookOptionsValidator
{
    private const double Least = 0.1;
    private const double Most = 600;

    public static IEnumerable<ConfigurationError> Validate(string path, HookOptions options) =>
        Enum.GetValues<HookKind>().SelectMany(hook => Validate($"{path}:{hook}", options.Of(hook)));

    private static IEnumerable<ConfigurationError> Validate(string path, HookCommand hook)
    {
        if (hook.Command is [var program, ..] && string.IsNullOrWhiteSpace(program))
        {
            yield return new ConfigurationError(
                $"{path}:Command",
                "begins with an empty word; write the program and its arguments as a list, such as [\"/usr/local/bin/on-primary\", \"--quick\"]");
        }

        if (hook.Timeout.TotalSeconds is < Least or > Most)
        {
            yield return new ConfigurationError($"{path}:Timeout", string.Create(
                CultureInfo.InvariantCulture, $"'{hook.Timeout}' is out of range; write a duration from {Least}s to {Most}s"));
        }
    }
}

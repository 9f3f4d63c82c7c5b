using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>What section <c>ClusterGateway:Hooks</c> must satisfy beyond its bounds. Pure.</summary>
internal static class HookOptionsValidator
{
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
    }
}

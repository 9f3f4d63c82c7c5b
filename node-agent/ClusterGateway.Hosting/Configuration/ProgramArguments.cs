namespace ClusterGateway.Hosting.Configuration;

/// <summary>The command line of a program of ours: its own switches taken out, the rest left for configuration (<c>--Key=value</c>).</summary>
/// <param name="ConfigFiles">Files given by <c>--config</c>, in order; later ones win.</param>
/// <param name="Validate"><c>--validate</c>: check the configuration, print every error, start nothing.</param>
public sealed record ProgramArguments(IReadOnlyList<string> ConfigFiles, bool Validate, bool Help, string[] Rest)
{
    public static ProgramArguments Parse(IReadOnlyList<string> args)
    {
        var files = new List<string>();
        var rest = new List<string>();
        var validate = false;
        var help = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--validate":
                    validate = true;
                    break;
                case "--help" or "-h":
                    help = true;
                    break;
                case "--config" when i + 1 < args.Count:
                    files.Add(args[++i]);
                    break;
                case var arg when arg.StartsWith("--config=", StringComparison.Ordinal):
                    files.Add(arg["--config=".Length..]);
                    break;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }

        return new ProgramArguments(files, validate, help, [.. rest]);
    }
}

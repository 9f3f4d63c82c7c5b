using System.Text.RegularExpressions;
using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>
/// How long a license is still valid, by a date in a file or in what a command prints. It passes to its last moment: a license that is
/// about to end works, so nobody is moved for it, but the cluster shows a warning.
/// </summary>
/// <param name="source">The file or the program, as the sentences name it.</param>
/// <param name="read">The text with the date; throws when there is none to be had.</param>
internal sealed class LicenseCheck(
    string name, string source, string? pattern, int minDays, Func<CancellationToken, Task<string>> read, TimeProvider time) : INodeCheck
{
    private readonly Regex? _pattern = pattern is null ? null : Compile(pattern);

    public string Type => CheckTypes.License;

    public string Name => name;

    public static LicenseCheck Of(string name, CheckOptions options, string nodeId, TimeProvider time) => options.File is { } file
        ? new(name, file, options.Pattern, options.MinDays, _ => FileHead.ReadAsync(file), time)
        : new(name, options.Command[0], options.Pattern, options.MinDays, stop => PrintedAsync(options.Command, nodeId, stop), time);

    /// <summary>Linear in the length of the text, whatever the pattern; throws <see cref="ArgumentException"/> or <see cref="NotSupportedException"/>.</summary>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var text = await read(cancellationToken);
        return Judge(source, _pattern is null ? text : _pattern.Match(text).Value, minDays, time.GetUtcNow());
    }

    public static CheckResult Judge(string source, string text, int minDays, DateTimeOffset now)
    {
        if (Expiry.Find(text) is not { } end)
        {
            return CheckResult.Fail($"no date was found in {source}; it must hold one like 2027-12-31, where Pattern says if it is set");
        }

        var sentence = $"the license of {source} {Expiry.Clause(end, now)}";
        var warning = Expiry.IsOver(end, now) || Expiry.IsNear(end, now, minDays) ? new WarningView(WarningCodes.LicenseExpiring, $"{sentence}: renew it") : null;
        return Expiry.IsOver(end, now) ? CheckResult.Fail(sentence, warning) : CheckResult.Pass(sentence, warning);
    }

    private static async Task<string> PrintedAsync(IReadOnlyList<string> command, string nodeId, CancellationToken cancellationToken)
    {
        var run = await CommandRun.OfAsync(command, nodeId, cancellationToken);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException(run.Failure);
    }
}

using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>What one run of a check saw.</summary>
internal sealed record CheckResult
{
    public const int MaxOutput = 1024;

    private CheckResult(bool passed, string output, WarningView? warning)
    {
        Passed = passed;
        Output = OneLine(output);
        Warning = warning;
    }

    public bool Passed { get; }

    /// <summary>One line for people, at most <see cref="MaxOutput"/> characters, without control characters.</summary>
    public string Output { get; }

    /// <summary>What the cluster shows meanwhile; a check of impact <c>warning</c> that fails without one gets a general one.</summary>
    public WarningView? Warning { get; }

    public static CheckResult Pass(string output, WarningView? warning = null) => new(true, output, warning);

    public static CheckResult Fail(string output, WarningView? warning = null) => new(false, output, warning);

    // Outputs come from commands and servers and go into logs and sentences.
    private static string OneLine(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, MaxOutput)).Trim();
        return string.Create(head.Length, head, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        });
    }
}

using System.Globalization;

namespace ClusterGateway.Contracts.Certificates;

/// <summary>A version that a gateway holds, as it stands in its report: <c>NAME/VERSION/serving</c> or <c>NAME/VERSION/staged</c>.</summary>
public sealed record HeldCertificate(string Name, long Version, bool Serving)
{
    private const string ServingWord = "serving";
    private const string StagedWord = "staged";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}/{(Serving ? ServingWord : StagedWord)}");

    /// <returns>Null for anything else: a gateway of another version may say more.</returns>
    public static HeldCertificate? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } name, var number, ServingWord or StagedWord]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new HeldCertificate(name, version, text.EndsWith(ServingWord, StringComparison.Ordinal))
            : null;
}

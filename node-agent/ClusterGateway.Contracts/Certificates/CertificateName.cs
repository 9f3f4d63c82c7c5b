namespace ClusterGateway.Contracts.Certificates;

/// <summary>What a certificate may be called: a name for administrators, not a domain.</summary>
public static class CertificateName
{
    public const int MostCharacters = 64;

    /// <summary>The rule as a clause.</summary>
    public const string Rule = "1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-', a letter or digit first";

    public static bool IsValid(string? name) => name is { Length: > 0 and <= MostCharacters }
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

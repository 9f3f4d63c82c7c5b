namespace ClusterGateway.Testing.Alerts;

/// <summary>What a mail server was sent.</summary>
/// <param name="SignIn">User and password, as <c>user:password</c>; null without a sign-in.</param>
/// <param name="Text">Header and body, as they came.</param>
public sealed record ReceivedMail(string? SignIn, string From, IReadOnlyList<string> To, string Text)
{
    /// <summary>A line of the header.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n")[0].ReplaceLineEndings("\n").Replace("\n\t", " ", StringComparison.Ordinal).Replace("\n ", " ", StringComparison.Ordinal).Split('\n')
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

using System.Globalization;
using System.Security.Cryptography;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// Passwords as they are stored: <c>pbkdf2-sha256$iterations$salt$hash</c>, so that a stronger way can come without asking anybody for a
/// password again. 600,000 iterations of PBKDF2-HMAC-SHA256, as OWASP's Password Storage Cheat Sheet advises. Slow on purpose: each on a
/// thread of its own, which nothing stops once it runs, so that no thread of the pool is missing meanwhile.
/// </summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static Task<string> OfAsync(string password) => RunAsync(() => Of(password));

    /// <exception cref="InvalidDataException">What is stored is no such hash.</exception>
    public static Task<bool> MatchesAsync(string password, string stored) => RunAsync(() => Matches(password, stored));

    private static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    private static bool Matches(string password, string stored)
    {
        if (stored.Split('$') is not [Scheme, var iterations, var salt, var hash])
        {
            throw new InvalidDataException("a stored password hash has a form that this version does not know");
        }

        var expected = Convert.FromBase64String(hash);
        var rounds = int.Parse(iterations, NumberStyles.None, CultureInfo.InvariantCulture);
        var actual = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(salt), rounds, HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }

    private static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

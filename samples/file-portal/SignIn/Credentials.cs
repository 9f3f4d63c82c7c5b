using System.Security.Cryptography;
using System.Text;
using FilePortal.Configuration;

namespace FilePortal.SignIn;

/// <summary>Compares names and passwords in a time that tells nothing about them.</summary>
internal static class Credentials
{
    public static bool AreValid(IEnumerable<PortalUser> users, string name, string password)
    {
        // Every user is compared, so that an unknown name takes as long as a wrong password.
        var found = false;
        foreach (var user in users)
        {
            found |= AreEqual(user.Name, name) & AreEqual(user.Password, password);
        }

        return found;
    }

    public static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}

using ClusterGateway.Hosting.Screening;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>Where this feature's entries are. Accounts appear as keyed hashes only.</summary>
internal static class ScreeningKeys
{
    public const string Blocks = "screening/blocks/";

    /// <summary>Written with every change of a block: its revision is that of the list.</summary>
    public const string Head = "screening/head";

    /// <summary>Both, to be watched.</summary>
    public const string Watched = "screening/";

    /// <summary>A random key for the hashes, where no secret is configured.</summary>
    public const string HashKey = "screening-key";

    public static string Block(AddressRange range) => Blocks + Uri.EscapeDataString(range.ToString());

    /// <summary>Failures of an address.</summary>
    public static string Address(string scope, AddressRange range) => StoreKey.Of("screening-addresses", scope, range.ToString());

    /// <summary>Failures to log in to an account, from everywhere.</summary>
    public static string Account(string scope, string account) => StoreKey.Of("screening-accounts", scope, account);

    /// <summary>Failures to log in to an account from an address.</summary>
    public static string Pair(string scope, string account, AddressRange range) => StoreKey.Of("screening-pairs", scope, account, range.ToString());

    /// <summary>There while the account was used from the address not long ago.</summary>
    public static string Known(string scope, string account, AddressRange range) => StoreKey.Of("screening-known", scope, account, range.ToString());

    /// <summary>How often the address was blocked.</summary>
    public static string Offences(string scope, AddressRange range) => StoreKey.Of("screening-offences", scope, range.ToString());
}

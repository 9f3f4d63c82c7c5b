namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>One row of WOPI's table, for both interfaces.</summary>
/// <param name="Held">Under which id the file is locked before; null when it is not.</param>
/// <param name="Status">Of <c>/v1/locks</c>.</param>
/// <param name="Wopi">Of <c>/wopi/locks</c>.</param>
/// <param name="Told">What <c>X-WOPI-Lock</c> says; null when there must be none.</param>
/// <param name="After">Under which id the file is locked afterwards, empty when it is not.</param>
internal sealed record LockRow(
    string? Held, string Operation, string? LockId, string? OldLockId, int Status, int Wopi, string? Told, string After)
{
    private const string L = "lock-L";
    private const string M = "lock-M";
    private const string N = "lock-N";
    private const string Case = "LOCK-L";
    private const string Json = """{"S":"6f2c","F":4,"E":2,"O":"a \"quoted\" {brace}"}""";

    private static readonly string Longest = new('x', 1024);
    private static readonly string LongestBut = new string('x', 1023) + "y";
    private static readonly string TooLong = new('x', 1025);

    public static IReadOnlyDictionary<string, LockRow> All { get; } = new Dictionary<string, LockRow>
    {
        ["Lock, unlocked"] = new(null, "LOCK", L, null, 201, 200, null, L),
        ["Lock, same"] = new(L, "LOCK", L, null, 200, 200, null, L),
        ["Lock, other"] = new(L, "LOCK", M, null, 409, 409, L, L),
        ["UnlockAndRelock, unlocked"] = new(null, "LOCK", N, L, 409, 409, "", ""),
        ["UnlockAndRelock, same"] = new(L, "LOCK", N, L, 200, 200, null, N),
        ["UnlockAndRelock, other"] = new(L, "LOCK", N, M, 409, 409, L, L),
        ["UnlockAndRelock, already done"] = new(N, "LOCK", N, L, 409, 409, N, N),
        ["UnlockAndRelock, to itself"] = new(L, "LOCK", L, L, 200, 200, null, L),
        ["RefreshLock, unlocked"] = new(null, "REFRESH_LOCK", L, null, 409, 409, "", ""),
        ["RefreshLock, same"] = new(L, "REFRESH_LOCK", L, null, 200, 200, null, L),
        ["RefreshLock, other"] = new(L, "REFRESH_LOCK", M, null, 409, 409, L, L),
        ["Unlock, unlocked"] = new(null, "UNLOCK", L, null, 409, 409, "", ""),
        ["Unlock, same"] = new(L, "UNLOCK", L, null, 204, 200, null, ""),
        ["Unlock, other"] = new(L, "UNLOCK", M, null, 409, 409, L, L),
        ["GetLock, unlocked"] = new(null, "GET_LOCK", null, null, 404, 200, "", ""),
        ["GetLock, locked"] = new(L, "GET_LOCK", null, null, 200, 200, L, L),

        ["Lock, other case"] = new(L, "LOCK", Case, null, 409, 409, L, L),
        ["Unlock, other case"] = new(L, "UNLOCK", Case, null, 409, 409, L, L),
        ["Lock, JSON"] = new(null, "LOCK", Json, null, 201, 200, null, Json),
        ["Lock, JSON again"] = new(Json, "LOCK", Json, null, 200, 200, null, Json),
        ["Lock, JSON in the way"] = new(Json, "LOCK", L, null, 409, 409, Json, Json),
        ["Lock, 1,024 characters"] = new(null, "LOCK", Longest, null, 201, 200, null, Longest),
        ["Lock, 1,024 characters in the way"] = new(Longest, "LOCK", LongestBut, null, 409, 409, Longest, Longest),
        ["UnlockAndRelock, 1,024 characters"] = new(Longest, "LOCK", LongestBut, Longest, 200, 200, null, LongestBut),
        ["Unlock, 1,024 characters"] = new(Longest, "UNLOCK", Longest, null, 204, 200, null, ""),

        ["Lock, too long"] = new(null, "LOCK", TooLong, null, 400, 400, null, ""),
        ["Lock, empty"] = new(null, "LOCK", "", null, 400, 400, null, ""),
        ["Lock, none"] = new(null, "LOCK", null, null, 400, 400, null, ""),
        ["UnlockAndRelock, empty"] = new(L, "LOCK", "", L, 400, 400, null, L),
        ["UnlockAndRelock, empty old"] = new(null, "LOCK", N, "", 400, 400, null, ""),
        ["UnlockAndRelock, old too long"] = new(L, "LOCK", N, TooLong, 400, 400, null, L),
        ["RefreshLock, empty"] = new(L, "REFRESH_LOCK", "", null, 400, 400, null, L),
        ["RefreshLock, none"] = new(L, "REFRESH_LOCK", null, null, 400, 400, null, L),
        ["Unlock, empty"] = new(L, "UNLOCK", "", null, 400, 400, null, L),
        ["Unlock, none"] = new(L, "UNLOCK", null, null, 400, 400, null, L),
    };

    public static TheoryData<string, bool> InBothInterfaces()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in All.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }
}

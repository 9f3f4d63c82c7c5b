using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using ClusterGateway.Gateway.Affinity.KeyRing;
using Microsoft.AspNetCore.DataProtection;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>Between tickets and cookie values: Data Protection under a purpose that names the cluster, then base64url.</summary>
internal sealed class TicketProtector(IDataProtectionProvider provider, ISharedKeyRing keyRing, ClusterName cluster)
{
    /// <summary>Longer values are none of ours and cost no decryption.</summary>
    private const int LongestCookie = 1024;

    /// <summary>What a payload of Data Protection starts with, before the id of its key.</summary>
    private const uint Magic = 0x09F0C9F0;

    private const int KeyIdAt = sizeof(uint);
    private const int PayloadAt = KeyIdAt + 16;

    private readonly TicketCache _cache = new(capacity: 200_000);
    private readonly IDataProtector _protector = provider.CreateProtector("ClusterGateway.Affinity.ClusterCookie.v1", cluster.Value);

    public bool CanProtect => keyRing.Ready;

    public string Protect(AffinityTicket ticket)
    {
        var cookie = Base64Url.EncodeToString(_protector.Protect(ticket.Encode()));
        _cache.Add(cookie, new KnownTicket(ticket));
        return cookie;
    }

    /// <returns>Null when the cookie was not seen lately: then it must be decrypted.</returns>
    public KnownTicket? Find(ReadOnlySpan<char> cookie) => _cache.Find(cookie);

    /// <returns>Null when the cookie is not one of this cluster's gateways.</returns>
    public async ValueTask<KnownTicket?> UnprotectAsync(string cookie, CancellationToken cancellationToken)
    {
        if (Payload(cookie) is not { } payload)
        {
            return null;
        }

        if (!keyRing.Knows(new Guid(payload.AsSpan(KeyIdAt, 16))))
        {
            await keyRing.RefreshAsync(cancellationToken);
        }

        try
        {
            var ticket = AffinityTicket.Decode(_protector.Unprotect(payload));
            if (ticket is null || ticket.Cluster != cluster.Value)
            {
                return null;
            }

            var known = new KnownTicket(ticket);
            _cache.Add(cookie, known);
            return known;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Payload(string cookie)
    {
        if (cookie.Length is 0 or > LongestCookie || !Base64Url.IsValid(cookie))
        {
            return null;
        }

        var payload = Base64Url.DecodeFromChars(cookie);
        return payload.Length > PayloadAt && BinaryPrimitives.ReadUInt32BigEndian(payload) == Magic ? payload : null;
    }
}

namespace ClusterGateway.Contracts.Settings;

/// <summary>How the secrets of an export are encrypted: AES-256-GCM under a key that PBKDF2-HMAC-SHA256 (RFC 8018) makes of the passphrase.</summary>
/// <param name="Salt">16 bytes in base64url.</param>
public sealed record ExportEncryption(int Iterations, string Salt);

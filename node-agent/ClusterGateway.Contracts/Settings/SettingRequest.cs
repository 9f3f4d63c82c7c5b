using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>A setting to be written.</summary>
/// <param name="Value">Any JSON of at most 64 KiB. The mask <c>"***"</c> of a secret leaves its value as it is.</param>
/// <param name="Secret">Whether the value is kept encrypted and never shown; null leaves it as it is, and a new one is none unless its schema says so.</param>
public sealed record SettingRequest(JsonElement Value, bool? Secret = null);

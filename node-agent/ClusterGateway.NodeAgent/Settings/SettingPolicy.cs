using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.NodeAgent.Settings.Schema;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>Whether a value may be written for the cluster, and how it is stored then.</summary>
internal sealed class SettingPolicy(SettingsReplica replica, SettingsSecrets secrets, NodeScope scope, SettingsOptions options)
{
    public const int MostValueBytes = 64 * 1024;
    private const int MostItems = 10_000;

    /// <summary>Why the caller may not write; null when it may.</summary>
    public Problem? RefuseCaller(HttpContext context) => Caller.IsAdmin(context) || options.AppWrites
        ? null
        : Problem.Of(ProblemTypes.Forbidden, "administrators write settings; for an application set ClusterGateway:Settings:AppWrites on every node");

    /// <summary>Why the key is not the cluster's; null when it is.</summary>
    public Problem? Refuse(string key)
    {
        if (SettingKey.WhyNot(key) is { } wrong)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"the key {wrong}");
        }

        return scope.Match(key, SettingsSchema.Of(replica.Current)) is { } pattern
            ? Problem.Of(ProblemTypes.NodeScoped, $"'{key}' differs from node to node (it matches '{pattern}'): set it in each node's own configuration, ClusterGateway:Settings:Local")
            : null;
    }

    /// <summary>What becomes of the current setting when this value is written.</summary>
    public SettingIntent Write(string key, SettingRequest request, SettingRecord? current)
    {
        var definition = SettingsSchema.Of(replica.Current).Find(key);
        var secret = request.Secret ?? current?.IsSecret ?? false;
        secret |= definition?.Secret == true;
        if (current is { IsSecret: true } && SettingsSecrets.IsMask(request.Value))
        {
            return secret ? SettingIntent.Keep : SettingIntent.Refuse(Problem.Of(
                ProblemTypes.InvalidRequest, $"'{key}' is a secret, and its mask is no value: write the value to make it readable"));
        }

        if (RefuseValue(key, request.Value, definition, current) is { } refused)
        {
            return SettingIntent.Refuse(refused);
        }

        if (!secret)
        {
            return SettingIntent.Set(request.Value);
        }

        if (!secrets.CanSeal)
        {
            return SettingIntent.Refuse(Problem.Of(ProblemTypes.Refused, EncryptionKeys.Missing));
        }

        return current is { IsSecret: true } && secrets.Open(current) is { } held && JsonElement.DeepEquals(held, request.Value)
            ? SettingIntent.Keep
            : SettingIntent.SetSealed(secrets.Seal(key, request.Value));
    }

    private Problem? RefuseValue(string key, JsonElement value, SettingDefinition? definition, SettingRecord? current)
    {
        if (Encoding.UTF8.GetByteCount(value.GetRawText()) > MostValueBytes)
        {
            return Problem.Of(ProblemTypes.TooLarge, $"the value has more than {MostValueBytes} bytes");
        }

        if (current is null && replica.Current.Items.Count >= MostItems)
        {
            return Problem.Of(ProblemTypes.Refused, $"the cluster has {MostItems} settings; remove some first");
        }

        return definition is not null && SettingRules.WhyNot(definition, value) is { } wrong
            ? Problem.Of(ProblemTypes.InvalidRequest, $"the value of '{key}' {wrong}")
            : null;
    }
}

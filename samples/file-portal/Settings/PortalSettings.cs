using System.Text.Json;
using ClusterGateway.Client;
using ClusterGateway.Contracts.Settings;

namespace FilePortal.Settings;

/// <summary>
/// Applies the cluster's settings while the portal runs, and tells the cluster what they are. While the agent is away, the portal goes on with
/// what it had.
/// </summary>
internal sealed partial class PortalSettings(ClusterClient cluster, TimeProvider time, ILogger<PortalSettings> logger) : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly SettingsSchemaView Schema = new(
    [
        Text(PortalLook.TitleKey, 1, PortalLook.LongestTitle, PortalLook.Default.Title, "The portal's name, in the head of every page"),
        Text(PortalLook.NoticeKey, 0, PortalLook.LongestNotice, PortalLook.Default.Notice, "A sentence above every page; empty for none"),
    ]);

    private volatile PortalLook _look = PortalLook.Default;
    private bool _isDescribed;
    private bool _away;

    public PortalLook Look => _look;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var applied = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                applied = await FollowAsync(applied, stoppingToken);
                _away = false;
            }
            catch (Exception exception) when (exception is AgentUnavailableException or AgentProblemException)
            {
                if (!_away)
                {
                    Log.Away(logger, exception.Message);
                }

                _away = true;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <summary>Waits for news behind the revision, and applies them.</summary>
    private async Task<long> FollowAsync(long applied, CancellationToken cancellationToken)
    {
        // Whichever portal is beside the primary tells; the others are answered 409.
        _isDescribed = _isDescribed || await cluster.Settings.RegisterSchemaAsync("file-portal", Schema, cancellationToken);
        var now = applied < 0 ? applied : (await cluster.Settings.WaitForChangeAsync(applied, Wait, cancellationToken)).Revision;
        if (now == applied && applied >= 0)
        {
            return applied;
        }

        var effective = await cluster.Settings.ReadEffectiveAsync(cancellationToken);
        _look = new PortalLook(
            TextOf(effective, PortalLook.TitleKey) is { Length: > 0 } title ? title : PortalLook.Default.Title,
            TextOf(effective, PortalLook.NoticeKey) ?? PortalLook.Default.Notice);
        return effective.Revision;
    }

    private static string? TextOf(EffectiveSettingsView settings, string key) =>
        settings.Items.FirstOrDefault(item => item.Key == key)?.Value is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static SettingDefinition Text(string key, int shortest, int longest, string byDefault, string description) => new(key)
    {
        Type = "string",
        Minimum = shortest,
        Maximum = longest,
        Default = JsonSerializer.SerializeToElement(byDefault),
        Description = description,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "the settings of the cluster cannot be read; the portal goes on with what it has: {Reason}", EventName = "SettingsAway")]
        public static partial void Away(ILogger logger, string reason);
    }
}

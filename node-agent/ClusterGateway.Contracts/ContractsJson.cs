using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Favorites;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Contracts.ShareLinks;

namespace ClusterGateway.Contracts;

/// <summary>
/// JSON of everything that crosses a process boundary: camelCase, enums by name. Members with a default have a setter: the generator
/// passes init-only ones through a constructor and would lose the default when a peer of another version leaves them out.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    Converters = [typeof(CamelCaseEnumConverter<NodeRole>), typeof(CamelCaseEnumConverter<AdministrativeState>),
        typeof(CamelCaseEnumConverter<NodeHealth>), typeof(CamelCaseEnumConverter<CheckImpact>),
        typeof(CamelCaseEnumConverter<SessionSource>), typeof(CamelCaseEnumConverter<AlertSeverity>),
        typeof(CamelCaseEnumConverter<AlertOutcome>), typeof(CamelCaseEnumConverter<AttemptOutcome>),
        typeof(CamelCaseEnumConverter<ScreeningVerdict>)])]
[JsonSerializable(typeof(ClusterStatusView))]
[JsonSerializable(typeof(SelfView))]
[JsonSerializable(typeof(Page<NodeView>))]
[JsonSerializable(typeof(Page<EventView>))]
[JsonSerializable(typeof(Page<GatewayView>))]
[JsonSerializable(typeof(FailsafeRequest))]
[JsonSerializable(typeof(LeaderView))]
[JsonSerializable(typeof(DrainRequest))]
[JsonSerializable(typeof(SwitchoverRequest))]
[JsonSerializable(typeof(GatewayReport))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(KeyRingView))]
[JsonSerializable(typeof(KeyRingRequest))]
[JsonSerializable(typeof(LockView))]
[JsonSerializable(typeof(Page<LockView>))]
[JsonSerializable(typeof(LockRequest))]
[JsonSerializable(typeof(LockRefreshRequest))]
[JsonSerializable(typeof(LockReleaseRequest))]
[JsonSerializable(typeof(LockSwapRequest))]
[JsonSerializable(typeof(LockBreakRequest))]
[JsonSerializable(typeof(ShareLinkRequest))]
[JsonSerializable(typeof(NewShareLinkView))]
[JsonSerializable(typeof(ShareLinkPatch))]
[JsonSerializable(typeof(ShareLinkView))]
[JsonSerializable(typeof(Page<ShareLinkView>))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(ConsumeRequest))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(Page<SessionView>))]
[JsonSerializable(typeof(Page<FavoriteView>))]
[JsonSerializable(typeof(Page<AlertView>))]
[JsonSerializable(typeof(Page<AlertTestView>))]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(SettingRequest))]
[JsonSerializable(typeof(EffectiveSettingsView))]
[JsonSerializable(typeof(SettingSecretView))]
[JsonSerializable(typeof(SettingsStatusView))]
[JsonSerializable(typeof(SettingsDiffView))]
[JsonSerializable(typeof(Page<SettingsRevisionView>))]
[JsonSerializable(typeof(SettingsExport))]
[JsonSerializable(typeof(SettingsSchemaView))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(AttemptRequest))]
[JsonSerializable(typeof(AttemptView))]
[JsonSerializable(typeof(BlockRequest))]
[JsonSerializable(typeof(BlockListView))]
[JsonSerializable(typeof(CertificateUploadRequest))]
[JsonSerializable(typeof(CertificateView))]
[JsonSerializable(typeof(CertificateListView))]
[JsonSerializable(typeof(CertificateBundleView))]
[JsonSerializable(typeof(ProblemView))]
public sealed partial class ContractsJson : JsonSerializerContext;

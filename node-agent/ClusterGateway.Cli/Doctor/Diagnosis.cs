using ClusterGateway.Cli.Doctor.Diagnoses;

namespace ClusterGateway.Cli.Doctor;

/// <summary>What is wrong, from what was seen. Pure.</summary>
internal static class Diagnosis
{
    /// <returns>The gravest first; none of a healthy cluster.</returns>
    public static IReadOnlyList<Finding> Of(ClusterEvidence evidence) =>
    [
        .. PrimaryDiagnosis.Of(evidence),
        .. StoreDiagnosis.Of(evidence),
        .. AgentDiagnosis.Of(evidence),
        .. NodeDiagnosis.Of(evidence),
        .. GatewayDiagnosis.Of(evidence),
        .. WarningDiagnosis.Of(evidence),
    ];
}

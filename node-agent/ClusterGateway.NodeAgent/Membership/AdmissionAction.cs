namespace ClusterGateway.NodeAgent.Membership;

internal enum AdmissionAction
{
    Ask,
    Enter,
    Wait,
    Refuse,
}

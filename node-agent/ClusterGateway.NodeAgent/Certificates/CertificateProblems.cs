using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Why something is not done. None of them holds anything of a key.</summary>
internal static class CertificateProblems
{
    public static Problem NotFound(string name) => Problem.Of(ProblemTypes.NotFound, $"no certificate is called '{name}'");

    public static Problem? Name(string name) => CertificateName.IsValid(name)
        ? null
        : Problem.Of(ProblemTypes.InvalidRequest, $"a certificate's name is {CertificateName.Rule}");

    /// <summary>One way to send it, not both.</summary>
    public static Problem? Body(CertificateUploadRequest request) => (request.Pfx, request.Certificates, request.Key) switch
    {
        ({ Length: > 0 }, null, null) or (null, { Length: > 0 }, _) => null,
        _ => Problem.Of(ProblemTypes.InvalidRequest, "send 'certificates' and 'key' (PEM), or 'pfx' (PKCS #12 in base64), with 'password' where they have one"),
    };
}

using System.Text.Json.Serialization;

namespace ClusterGateway.NodeAgent.Certificates;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CertificateRecord))]
[JsonSerializable(typeof(RemovedCertificateRecord))]
[JsonSerializable(typeof(BundleRecord))]
internal sealed partial class CertificateRecordJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterGateway.Cli.Doctor;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class DoctorJson : JsonSerializerContext;

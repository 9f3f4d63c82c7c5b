using ClusterGateway.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>Describes a <see cref="Change{T}"/> in OpenAPI as what it is in JSON: the value.</summary>
internal sealed class ChangeSchema : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Change<>))
        {
            return;
        }

        var value = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], parameterDescription: null, cancellationToken);
        schema.Type = value.Type is { } kind ? kind | JsonSchemaType.Null : null;
        schema.Items = value.Items;
        schema.Format = value.Format;
        schema.Pattern = value.Pattern;
    }
}

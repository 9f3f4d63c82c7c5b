using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>Names of the path that bind themselves (<see cref="PathName"/>) are parameters of the OpenAPI document all the same.</summary>
internal static partial class PathNameDescription
{
    public static OpenApiOptions DescribePathNames(this OpenApiOptions options) => options.AddOperationTransformer((operation, context, _) =>
    {
        foreach (var name in Parameter().Matches(context.Description.RelativePath ?? "").Select(match => match.Groups[1].Value))
        {
            operation.Parameters ??= [];
            if (!operation.Parameters.Any(p => p.In == ParameterLocation.Path && p.Name == name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Description = "One segment, percent-encoded once; a slash in it is %2F.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }

        return Task.CompletedTask;
    });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}

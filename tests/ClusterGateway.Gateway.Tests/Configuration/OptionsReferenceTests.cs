using System.Reflection;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Documentation;

namespace ClusterGateway.Gateway.Tests.Configuration;

/// <summary>docs/reference/gateway-options.md says what the code says.</summary>
public sealed class OptionsReferenceTests
{
    private const string Page = "docs/reference/gateway-options.md";

    private static readonly Type[] Types = typeof(GatewayOptions).Assembly.GetTypes();

    /// <summary>Every class that names the section that it is bound to.</summary>
    private static readonly IReadOnlyList<(string Path, Type Options)> Sections =
    [
        .. from type in Types
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        let section = type.GetField("Section")?.GetRawConstantValue() as string
        where section is not null
        orderby section
        select (section, type),
    ];

    [Fact]
    public void Page_SaysWhatTheCodeSays() => GeneratedRegion.Check(Page, OptionsReference.Of(Sections));

    [Fact]
    public void EverySection_IsOnThePage()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, Page));

        Assert.DoesNotContain(GatewayConfigurationCheck.Features, feature => !text.Contains($"`ClusterGateway:{feature}`", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryKeyOfMetadata_IsOnThePage()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, Page));
        var keys = Types.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string) && field.Name.EndsWith("Key", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(key => key.StartsWith("ClusterGateway.", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(keys);
        Assert.DoesNotContain(keys, key => !text.Contains($"`{key}`", StringComparison.Ordinal));
    }
}

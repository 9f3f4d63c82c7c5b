namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What an administrator can say to an action before it is done.</summary>
/// <param name="Name">Of the form's field.</param>
public sealed record ActionField(string Name, string Label, FieldKind Kind = FieldKind.Line)
{
    public string? Hint { get; init; }

    public string Default { get; init; } = "";

    public bool IsRequired { get; init; }

    public int? MostCharacters { get; init; }

    /// <summary>Of a choice: values, and how they are called.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];

    public static ActionField Hidden(string name, string value) => new(name, "", FieldKind.Hidden) { Default = value };
}

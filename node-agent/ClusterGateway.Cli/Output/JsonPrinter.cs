using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ClusterGateway.Cli.Output;

internal sealed class JsonPrinter(TextWriter output) : IPrinter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public void List<T>(IReadOnlyList<T> items, JsonTypeInfo<T> type, params IReadOnlyList<Column<T>> columns) =>
        output.WriteLine(new JsonArray([.. items.Select(item => JsonSerializer.SerializeToNode(item, type))]).ToJsonString(Indented));

    public void One<T>(T item, JsonTypeInfo<T> type, Action<TablePrinter> show) =>
        output.WriteLine(JsonSerializer.SerializeToNode(item, type)!.ToJsonString(Indented));

    public void Next<T>(T item, JsonTypeInfo<T> type, Func<T, string> line) => output.WriteLine(JsonSerializer.Serialize(item, type));
}

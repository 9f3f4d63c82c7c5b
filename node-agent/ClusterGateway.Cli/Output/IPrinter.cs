using System.Text.Json.Serialization.Metadata;

namespace ClusterGateway.Cli.Output;

/// <summary>What a verb found, for people or for scripts.</summary>
internal interface IPrinter
{
    /// <summary>A list; scripts get the items as agents tell them, in one array.</summary>
    void List<T>(IReadOnlyList<T> items, JsonTypeInfo<T> type, params IReadOnlyList<Column<T>> columns);

    /// <summary>One thing; people see what <paramref name="show"/> makes of it.</summary>
    void One<T>(T item, JsonTypeInfo<T> type, Action<TablePrinter> show);

    /// <summary>One of a stream; scripts get an object on each line.</summary>
    void Next<T>(T item, JsonTypeInfo<T> type, Func<T, string> line);
}

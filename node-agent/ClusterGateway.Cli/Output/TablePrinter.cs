using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ClusterGateway.Cli.Output;

/// <summary>Tables and sentences; without a terminal no colors, and no line is broken or cut.</summary>
internal sealed class TablePrinter : IPrinter
{
    private const int Unlimited = 10_000;

    private readonly IAnsiConsole _console;

    public TablePrinter(Terminal terminal)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.HasColors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Output),
        });
        if (!terminal.HasColors)
        {
            _console.Profile.Width = Unlimited;
        }
    }

    public void List<T>(IReadOnlyList<T> items, JsonTypeInfo<T> type, params IReadOnlyList<Column<T>> columns) => Table(items, columns);

    public void One<T>(T item, JsonTypeInfo<T> type, Action<TablePrinter> show) => show(this);

    public void Next<T>(T item, JsonTypeInfo<T> type, Func<T, string> line) => Line(line(item));

    public void Table<T>(IReadOnlyList<T> items, params IReadOnlyList<Column<T>> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Head, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var item in items)
        {
            table.AddRow(columns.Select(IRenderable (column) => Cell(column.Text(item), column.Tone?.Invoke(item) ?? Tone.Plain)));
        }

        _console.Write(table);
    }

    public void Line(string text, Tone tone = Tone.Plain)
    {
        _console.Write(Cell(text, tone));
        _console.WriteLine();
    }

    /// <summary>What others wrote must not steer the terminal.</summary>
    private static Text Cell(string? text, Tone tone) => new(
        string.Concat((text ?? "–").Where(c => !char.IsControl(c))),
        tone switch
        {
            Tone.Good => new Style(Color.Green),
            Tone.Warning => new Style(Color.Yellow),
            Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            _ => Style.Plain,
        });
}

using System.Globalization;

namespace ProviderService.Benchmarks.Reports;

/// <summary>The figures of one benchmark as a table, and whether they reach their goals.</summary>
internal sealed class Report(string title)
{
    private readonly List<Series> _rows = [];
    private readonly List<(string Goal, bool IsMet)> _goals = [];

    public bool MeetsGoals => _goals.TrueForAll(goal => goal.IsMet);

    /// <summary>Adds a row to the table.</summary>
    public Series Row(string name, string unit)
    {
        var row = new Series(name, unit);
        _rows.Add(row);
        return row;
    }

    /// <summary>Adds a row of one figure.</summary>
    public Series Row(string name, string unit, double value)
    {
        var row = Row(name, unit);
        row.Add(value);
        return row;
    }

    /// <summary>Adds a row that divides two others, round by round.</summary>
    public Series Ratio(string name, Series dividend, Series divisor)
    {
        var row = Row(name, "");
        foreach (var (above, below) in dividend.Values.Zip(divisor.Values)) row.Add(above / below);
        return row;
    }

    /// <summary>Asks that a median be at least so high.</summary>
    public void AtLeast(Series row, double goal) => _goals.Add((Text($"{row.Name} >= {goal}"), row.Median >= goal));

    /// <summary>Asks that a median be at most so high.</summary>
    public void AtMost(Series row, double goal) => _goals.Add((Text($"{row.Name} <= {goal}"), row.Median <= goal));

    public void Print(TextWriter output)
    {
        var width = _rows.Max(row => row.Name.Length) + 2;
        var isMeasuredOnce = _rows.TrueForAll(row => row.Values.Count == 1);
        output.WriteLine($"\n{title}\n{"".PadRight(width)}{"",-10}{(isMeasuredOnce ? "" : $"{"min",12}{"median",12}{"max",12}")}");
        foreach (var row in _rows)
        {
            var figures = isMeasuredOnce ? Number(row.Median) : Number(row.Min) + Number(row.Median) + Number(row.Max);
            output.WriteLine($"{row.Name.PadRight(width)}{row.Unit,-10}{figures}");
        }

        foreach (var (goal, isMet) in _goals) output.WriteLine($"goal {goal}: {(isMet ? "met" : "MISSED")}");
    }

    private static string Number(double value) => Text($"{value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture),12}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

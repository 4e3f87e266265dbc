namespace ProviderService.Benchmarks.Reports;

/// <summary>One figure, measured once a round.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">In what.</param>
internal sealed record Series(string Name, string Unit)
{
    private readonly List<double> _values = [];

    public double Min => _values.Min();

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    public double Max => _values.Max();

    public IReadOnlyList<double> Values => _values;

    public void Add(double value) => _values.Add(value);
}

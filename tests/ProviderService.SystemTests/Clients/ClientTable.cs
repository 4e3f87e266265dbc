using System.Globalization;

namespace ProviderService.SystemTests.Clients;

/// <summary>
/// How many steps of the scenario each client passed, at each version. Rows go into the file that the environment variable
/// <c>PROVIDER_CLIENTS</c> names, for <c>test.sh</c> to print, and to the output of the test.
/// </summary>
internal static class ClientTable
{
    /// <summary>Adds the rows of a client, and fails when a step is missing.</summary>
    /// <param name="client">Its name.</param>
    /// <param name="passed">The versions and steps that passed.</param>
    /// <param name="expected">The versions that it has, with the steps of each.</param>
    public static void Add(
        string client, IReadOnlySet<(string Version, string Step)> passed, IReadOnlyList<(string Version, IReadOnlyList<string> Steps)> expected)
    {
        foreach (var (version, steps) in expected)
            Write(string.Create(CultureInfo.InvariantCulture, $"{client}\t{version}\t{steps.Count(step => passed.Contains((version, step)))} of {steps.Count}"));
        Assert.Equal([], expected.SelectMany(row => row.Steps.Select(step => (row.Version, step))).Where(step => !passed.Contains(step)));
    }

    private static void Write(string row)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(row);
        if (Environment.GetEnvironmentVariable("PROVIDER_CLIENTS") is { Length: > 0 } file) File.AppendAllText(file, row + "\n");
    }
}

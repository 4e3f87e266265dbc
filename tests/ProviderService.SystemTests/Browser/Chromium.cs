namespace ProviderService.SystemTests.Browser;

/// <summary>The machine's own Chromium, kept from calling home.</summary>
internal static class Chromium
{
    public static readonly string? Path = Environment.GetEnvironmentVariable("PATH")?.Split(':')
        .Select(directory => System.IO.Path.Combine(directory, "chromium")).FirstOrDefault(File.Exists);

    public static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];
}

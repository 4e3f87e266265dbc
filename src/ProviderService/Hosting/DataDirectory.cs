namespace ProviderService.Hosting;

/// <summary>The directory where this process keeps what is its own (<c>Embedded:DataDirectory</c>, by default <c>data</c>).</summary>
internal sealed class DataDirectory(IConfiguration configuration)
{
    /// <summary>The directory's absolute path; a relative setting starts at the current directory.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(configuration["Embedded:DataDirectory"] ?? "data");

    /// <summary>The absolute path of something in the directory.</summary>
    public string PathOf(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The command-line flags of the Flux operator.</summary>
internal static class OperatorFlags
{
    private const string ReadOnly = "--git-readonly";

    /// <summary>Without one of these nothing says whether the operator may write to the repository.</summary>
    private static readonly string[] DecidingFlags = [ReadOnly, "--git-user", "--git-email"];

    /// <summary>Trims the flags and, as documented for the hosted service, makes the operator read-only where they leave it open.</summary>
    public static string Normalize(string? given)
    {
        var flags = given?.Trim() ?? "";
        return flags.Split(' ').Any(Decides) ? flags : $"{ReadOnly} {flags}".TrimEnd();
    }

    /// <summary>Callers put quotes around flags, which are kept.</summary>
    private static bool Decides(string word) => DecidingFlags.Contains(word.Trim('\'', '"').Split('=')[0]);
}

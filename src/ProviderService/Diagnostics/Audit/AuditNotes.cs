namespace ProviderService.Diagnostics.Audit;

/// <summary>What a request has to say in its audit record beyond what every request has.</summary>
internal sealed class AuditNotes
{
    private const string Refused = "refused";

    private readonly Dictionary<string, string> _details = [];

    public static AuditNotes Of(HttpContext context)
    {
        if (context.Features.Get<AuditNotes>() is { } notes) return notes;
        notes = new AuditNotes();
        context.Features.Set(notes);
        return notes;
    }

    /// <summary>Says what the request wants to change; unless <see cref="Set"/> is told what became of it, it was refused.</summary>
    public void Ask(string name) => Set(name, Refused);

    /// <summary>Says something, never what a caller wrote into a body; <see langword="null"/> that there is nothing to say.</summary>
    public void Set(string name, string? value)
    {
        if (value is null) _details.Remove(name);
        else _details[name] = value;
    }

    /// <returns><see langword="null"/> when there is nothing to say.</returns>
    public IReadOnlyDictionary<string, string>? Details(AuditResult result)
    {
        if (_details.Count == 0) return null;
        return result != AuditResult.Failed ? _details : _details.ToDictionary(detail => detail.Key, detail => detail.Value == Refused ? "unknown" : detail.Value);
    }
}

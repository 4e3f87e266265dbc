namespace ProviderService.Diagnostics.Audit;

/// <summary>What a request has to say in its audit record beyond what every request has.</summary>
internal sealed class AuditNotes
{
    private Dictionary<string, string>? _details;

    /// <summary><see langword="null"/> when there is nothing to say.</summary>
    public IReadOnlyDictionary<string, string>? Details => _details;

    public static AuditNotes Of(HttpContext context)
    {
        if (context.Features.Get<AuditNotes>() is { } notes) return notes;
        notes = new AuditNotes();
        context.Features.Set(notes);
        return notes;
    }

    /// <summary>Says something; never what a caller wrote into a body.</summary>
    public void Set(string name, string value) => (_details ??= [])[name] = value;
}

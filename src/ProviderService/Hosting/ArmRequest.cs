using ProviderService.Core.Arm;
using ProviderService.Identity;

namespace ProviderService.Hosting;

/// <summary>A request whose api-version has been checked: what an ARM endpoint needs to know of it.</summary>
internal sealed class ArmRequest(HttpContext http, ResourceType type, ResourceVersion version)
{
    public HttpContext Http { get; } = http;

    public ResourceType Type { get; } = type;

    public ResourceVersion Version { get; } = version;

    /// <summary>The resource that the path names, in the caller's spelling.</summary>
    /// <exception cref="ArmException">400 <c>InvalidResourceId</c>.</exception>
    public ResourceId Id => field ??= ResourceId.TryParse(Path, out var id) ? id : throw InvalidId();

    /// <summary>The resource whose collection the path names, in the caller's spelling.</summary>
    /// <exception cref="ArmException">400 <c>InvalidResourceId</c>.</exception>
    public ResourceId Scope => field ??= ResourceId.TryParseScope(Path, out var scope) ? scope : throw InvalidId();

    public string Path => Http.Request.Path.Value ?? "/";

    public Principal Caller => Http.User.ToPrincipal();

    /// <summary>The tenant in which the caller signed in.</summary>
    public string TenantId => Http.User.FindFirst(CallerClaims.TenantId)?.Value ?? Guid.Empty.ToString();

    public CancellationToken Aborted => Http.RequestAborted;

    public Preconditions Preconditions => new(Tags(Http.Request.Headers.IfMatch), Tags(Http.Request.Headers.IfNoneMatch));

    /// <summary>Reads the body as a JSON object and notes what is wrong with it.</summary>
    public async Task<JsonMembers> ReadBodyAsync(Faults faults)
    {
        var document = await RequestBody.ReadAsync(Http.Request);
        Http.Response.RegisterForDispose(document);
        return new JsonMembers(document.RootElement, "", faults);
    }

    /// <summary>Lets an endpoint ask for the request as a parameter.</summary>
    public static ValueTask<ArmRequest?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<ArmRequest>());

    private static string[] Tags(Microsoft.Extensions.Primitives.StringValues header) =>
        [.. header.SelectMany(line => line?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])];

    private static ArmException InvalidId() => new(400, "InvalidResourceId", "The path is not a well-formed resource id.");
}

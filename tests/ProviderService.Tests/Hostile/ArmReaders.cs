using System.Text;
using System.Text.Json;
using ProviderService.Core.Arm;
using ProviderService.Resources;
using ProviderService.Resources.Filtering;
using ProviderService.Resources.Operations;
using ProviderService.Resources.SourceControlConfigurations;

namespace ProviderService.Tests.Hostile;

/// <summary>Reads what stands in paths, queries and bodies, and checks what every good one must have.</summary>
internal static class ArmReaders
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly ResourceId Cluster = ResourceId.Parse("/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c");

    public static readonly string OperationId = new Operation(OperationKind.Delete, Guid.NewGuid(), DateTimeOffset.UnixEpoch, Cluster).ToId();

    public static void ReadId(string text)
    {
        if (ResourceId.TryParse(text, out var id))
        {
            Assert.Equal(text, id.ToString());
            for (var parent = id.Parent; parent is not null; parent = parent.Parent) Assert.StartsWith($"{parent}/", text, StringComparison.Ordinal);
        }

        if (ResourceId.TryParseScope(text, out var scope)) Assert.StartsWith($"{scope}/", text, StringComparison.Ordinal);
    }

    public static void ReadVersion(string text)
    {
        if (!ApiVersion.TryParse(text, out var version)) return;
        Assert.Equal(text, version.ToString(), ignoreCase: true);
        Assert.All(ResourceCatalog.All, type => Assert.True(type.Find(version) is not { } found || found.Version == version));
    }

    public static void ReadOperation(string text)
    {
        if (Operation.TryParse(text, out var operation)) Assert.True(Operation.TryParse(operation.ToId(), out var again) && again == operation);
    }

    public static void ReadFilter(string text)
    {
        try
        {
            var filter = ResourceFilter.Parse(text);
            Assert.True(!filter.AdmitsId(Cluster) || filter.AdmitsType(Cluster.Type));
            filter.AdmitsContent("East US", new Dictionary<string, string> { ["team"] = "1" });
        }
        catch (ArmException refused)
        {
            Assert.Equal(400, refused.Status);
        }
    }

    public static void ReadRepositoryUrl(string text)
    {
        if (!RepositoryServer.TryParse(text, out var server)) return;
        Assert.False(RepositoryUrl.HasPassword(text));
        Assert.Equal(server.Host.ToLowerInvariant(), server.Host);
        Assert.InRange(server.Port, 1, ushort.MaxValue);
    }

    public static void ReadJson(string text)
    {
        var faults = new Faults();
        if (Parse(text) is not { } document) return;
        using (document) Read(new JsonMembers(document.RootElement, "", faults));
        if (faults.Errors.Count > 0) Assert.Equal(400, Assert.Throws<ArmException>(faults.ThrowIfAny).Status);
    }

    /// <summary>Lone surrogates, which are no UTF-8, become something else on the wire already.</summary>
    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Read(JsonMembers members)
    {
        Assert.DoesNotContain(members.Text("text") ?? "", char.IsControl);
        members.Boolean("flag");
        IEnumerable<string> texts = [members.Text("text", multiline: true) ?? "", .. members.Texts("texts") ?? [], .. members.Map("map")?.SelectMany(entry => new[] { entry.Key, entry.Value }) ?? []];
        Assert.All(texts, text => StrictUtf8.GetByteCount(text));
        if (members.Nested("nested") is { } nested) Read(nested);
    }
}

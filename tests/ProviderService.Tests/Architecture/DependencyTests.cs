using System.Reflection;
using ProviderService.Core.Arm;

namespace ProviderService.Tests.Architecture;

/// <summary>Dependencies point one way (CONTRIBUTING.md, "How the house is laid out").</summary>
public sealed class DependencyTests
{
    private const string Core = "ProviderService.Core";
    private const string Embedded = "ProviderService.Embedded";
    private const string Azure = "ProviderService.Azure";
    private const string Host = "ProviderService";

    /// <summary>What Core may use beside the base class library. A new entry needs a reason in docs/adr.</summary>
    private static readonly string[] AllowedInCore = ["Microsoft.Extensions.Logging.Abstractions", "jose-jwt"];

    [Fact]
    public void Core_knows_no_web_server_no_database_and_no_cloud() =>
        Assert.Empty(ReferencesOf(Core).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Except(AllowedInCore));

    [Theory]
    [InlineData(Core)]
    [InlineData(Embedded, Core)]
    [InlineData(Azure, Core)]
    [InlineData(Host, Core, Embedded, Azure)]
    public void A_project_uses_only_the_projects_below_it(string project, params string[] below) =>
        Assert.Empty(ReferencesOf(project).Where(name => name.StartsWith("ProviderService", StringComparison.Ordinal)).Except(below));

    [Theory]
    [InlineData("Arm")]
    [InlineData("Encryption")]
    [InlineData("Storage")]
    [InlineData("Documents", "Encryption", "Storage")]
    [InlineData("Secrets", "Documents", "Encryption", "Storage")]
    [InlineData("DesiredState", "Secrets", "Storage")]
    public void A_folder_of_Core_uses_only_the_folders_below_it(string folder, params string[] below)
    {
        var allowed = below.Append(folder).Select(name => $"{Core}.{name}");
        var trespasses =
            from type in TypesOf($"{Core}.{folder}")
            from used in TypeReferences.Of(type)
            where used.Namespace is { } ns && ns.StartsWith(Core, StringComparison.Ordinal) && !allowed.Contains(ns)
            select $"{type.FullName} uses {used.FullName}";
        Assert.Equal([], trespasses);
    }

    [Fact]
    public void Every_folder_of_Core_has_its_place_in_that_order() =>
        Assert.Equal(["Arm", "DesiredState", "Documents", "Encryption", "Secrets", "Storage"], Namespaces().Select(ns => ns[(Core.Length + 1)..]).Order());

    /// <summary>The search itself must see what it is there for.</summary>
    [Fact]
    public void A_type_used_in_a_method_body_alone_is_found() =>
        Assert.Contains(typeof(ArmError), TypeReferences.Of(typeof(UsesArmErrorInABody)));

    private static class UsesArmErrorInABody
    {
        public static int Make() => new ArmError("code", "message").Code.Length;
    }

    private static IEnumerable<string> ReferencesOf(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<Type> TypesOf(string ns) => typeof(ApiVersion).Assembly.GetTypes().Where(type => type.Namespace == ns);

    private static IEnumerable<string> Namespaces() => typeof(ApiVersion).Assembly.GetTypes()
        .Select(type => type.Namespace).OfType<string>().Where(ns => ns.StartsWith(Core + ".", StringComparison.Ordinal)).Distinct();
}

using System.Text.Json.Nodes;
using ProviderService.Core.Arm;
using ProviderService.Hosting;
using ProviderService.Identity.Authorization;
using ProviderService.Resources.ConnectedClusters;

namespace ProviderService.Resources.SourceControlConfigurations;

/// <summary>The routes of configurations.</summary>
internal static class SourceControlConfigurationEndpoints
{
    public static void MapSourceControlConfigurations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResourceType(SourceControlConfigurationType.Instance);
        var path = SourceControlConfigurationType.Instance.Path;
        group.MapPut(path, PutAsync).DescribeWrite(
            "SourceControlConfigurations_CreateOrUpdate", "Create a configuration, or replace it.", ArmContent.Resource, Example(),
            new(201, "Created.", ArmContent.Resource), new(200, "Updated.", ArmContent.Resource))
            .RequiresOfParent(ConnectedClusterType.Instance, "write");
        group.MapGet(path, GetAsync).Describe(
            "SourceControlConfigurations_Get", "Get a configuration.", new ArmAnswer(200, "The configuration.", ArmContent.Resource));
        group.MapDelete(path, DeleteAsync).Describe(
            "SourceControlConfigurations_Delete", "Delete a configuration.", new(200, "Deleted."), new(204, "There is no such configuration."))
            .WithMetadata(LongRunning.Instance);
        group.MapGet(SourceControlConfigurationType.Instance.CollectionPaths[0], ListAsync).Describe(
            "SourceControlConfigurations_List", "List the configurations of a cluster, last modified first.",
            new ArmAnswer(200, "The configurations.", ArmContent.List));
    }

    private static async Task<IResult> PutAsync(
        ArmRequest request, SourceControlConfigurationStore configurations, SourceControlConfigurationValidator validator, PublicUrl publicUrl, TimeProvider time)
    {
        var asked = await ReadAsync(request, validator);
        var (configuration, before, created) = await configurations.PutAsync(request.Id, asked, request.Preconditions, request.Caller, request.Aborted);
        CredentialAudit.Done(request, before, configuration.Document.Credentials);
        return new ArmResult(created ? 201 : 200, ShapeOf(request, configuration, time))
        {
            ETag = SourceControlConfigurationStore.ETagOf(configuration.Document),
            Location = created ? publicUrl.For(request.Http.Request, $"{request.Path}?api-version={request.Version.Version}") : null,
        };
    }

    private static async Task<IResult> GetAsync(ArmRequest request, SourceControlConfigurationStore configurations, TimeProvider time)
    {
        var configuration = await configurations.GetAsync(request.Id, request.Aborted);
        return new ArmResult(200, ShapeOf(request, configuration, time)) { ETag = SourceControlConfigurationStore.ETagOf(configuration.Document) };
    }

    private static async Task<IResult> DeleteAsync(ArmRequest request, SourceControlConfigurationStore configurations)
    {
        if (await configurations.DeleteAsync(request.Id, request.Preconditions, request.Aborted) is not { } deleted) return new ArmResult(204);
        CredentialAudit.Done(request, deleted.Credentials, CredentialReferences.None);
        return new ArmResult(200, DeletedShape.Instance);
    }

    private static async Task<IResult> ListAsync(
        ArmRequest request, SourceControlConfigurationStore configurations, RoleAuthorizer roles, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var shapes = new List<object>();
        foreach (var configuration in await configurations.ListAsync(request.Scope, request.Aborted))
        {
            var id = $"{request.Path}/{configuration.Document.Name}";
            if (await roles.MayReadAsync(request, SourceControlConfigurationType.Instance, ResourceId.Parse(id)))
                shapes.Add(SourceControlConfigurationView.At(now, id, configuration.Document.Name, configuration).Shape(request.Version));
        }

        return new ArmResult(200, new SourceControlConfigurationList(shapes));
    }

    private static async Task<SourceControlConfigurationRequest> ReadAsync(ArmRequest request, SourceControlConfigurationValidator validator)
    {
        var faults = new Faults();
        var asked = SourceControlConfigurationRequest.Read(request.Id.Name, request.Version, await request.ReadBodyAsync(faults));
        CredentialAudit.Asked(request, asked.Credentials);
        validator.Check(asked, faults);
        return asked;
    }

    private static object ShapeOf(ArmRequest request, ConfigurationSnapshot configuration, TimeProvider time) =>
        SourceControlConfigurationView.At(time.GetUtcNow(), request.Path, request.Id.Name, configuration).Shape(request.Version);

    /// <summary>A body that can be sent as it is, at any version.</summary>
    private static JsonObject Example() => new()
    {
        ["properties"] = new JsonObject
        {
            ["repositoryUrl"] = "https://github.com/fluxcd/flux-get-started",
            ["operatorNamespace"] = "flux",
            ["operatorInstanceName"] = "flux",
            ["operatorType"] = "Flux",
            ["operatorScope"] = "cluster",
            ["operatorParams"] = "--git-readonly --git-branch=master",
        },
    };
}

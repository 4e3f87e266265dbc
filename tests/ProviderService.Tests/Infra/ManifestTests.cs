using k8s;
using k8s.Models;
using ProviderService.Tests.Architecture;

namespace ProviderService.Tests.Infra;

/// <summary>The manifests for Kubernetes are what its API knows, and fit the service and each other.</summary>
public sealed class ManifestTests
{
    /// <summary>Read strictly: a member that the API does not know is an error.</summary>
    private static readonly List<object> Objects =
        [.. SourceTree.Files("infra/kubernetes", "*.yaml").SelectMany(file => KubernetesYaml.LoadAllFromString(SourceTree.Read(file), strict: true))];

    private static readonly V1Deployment Deployment = Only<V1Deployment>();

    private static readonly V1Container Container = Assert.Single(Deployment.Spec.Template.Spec.Containers);

    [Fact]
    public void Every_setting_is_one_that_the_service_reads() => Assert.Equal([], SettingNames.Unknown(Only<V1ConfigMap>().Data.Keys));

    [Fact]
    public void There_are_two_replicas_or_more_of_which_one_at_a_time_may_be_away()
    {
        Assert.InRange(Deployment.Spec.Replicas!.Value, 2, 10);
        Assert.Equal("1", Only<V1PodDisruptionBudget>().Spec.MaxUnavailable.Value);
    }

    [Fact]
    public void The_image_names_its_version() => Assert.Matches(@"^[\w.\-/]+:(?!latest$)[\w.\-]+$", Container.Image);

    [Fact]
    public void The_service_is_not_root_and_has_a_root_file_system_to_read_alone()
    {
        Assert.True(Deployment.Spec.Template.Spec.SecurityContext.RunAsNonRoot);
        Assert.True(Container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(Container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], Container.SecurityContext.Capabilities.Drop);
    }

    [Fact]
    public void Every_probe_asks_for_the_health_of_the_service()
    {
        Assert.Equal("/healthz/live", Container.StartupProbe.HttpGet.Path);
        Assert.Equal("/healthz/live", Container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/healthz/ready", Container.ReadinessProbe.HttpGet.Path);
    }

    [Fact]
    public void There_is_time_to_finish_what_was_begun() =>
        Assert.InRange(Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds!.Value, Container.Lifecycle.PreStop.Sleep.Seconds + 30, 120);

    [Fact]
    public void Everything_selects_the_pods_of_the_deployment()
    {
        var labels = Deployment.Spec.Template.Metadata.Labels;
        IDictionary<string, string>[] selectors =
        [
            Deployment.Spec.Selector.MatchLabels, Only<V1Service>().Spec.Selector,
            Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels, Only<V1NetworkPolicy>().Spec.PodSelector.MatchLabels,
        ];
        Assert.All(selectors, selector => Assert.Subset(labels.ToHashSet(), selector.ToHashSet()));
    }

    private static T Only<T>() => Assert.Single(Objects.OfType<T>());
}

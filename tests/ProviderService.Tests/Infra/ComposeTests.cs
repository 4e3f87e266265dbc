using System.Net;
using ProviderService.Tests.Architecture;

namespace ProviderService.Tests.Infra;

/// <summary>docker-compose.yml fits the service, itself and the files that it mounts.</summary>
public sealed class ComposeTests
{
    private static readonly ComposeFile Compose = ComposeFile.Parse(SourceTree.Read("docker-compose.yml"));

    private static readonly Dictionary<string, ComposeService> Services = Compose.Services;

    private static readonly ComposeService[] Replicas = [.. Services.Values.Where(service => service.Build is not null)];

    [Fact]
    public void There_are_two_replicas() => Assert.Equal(2, Replicas.Length);

    [Fact]
    public void Every_setting_of_a_replica_is_one_that_the_service_reads() =>
        Assert.Equal([], SettingNames.Unknown(Replicas.SelectMany(replica => replica.Environment.Keys).Distinct()));

    [Fact]
    public void A_replica_can_write_nothing_but_its_own_memory_and_has_no_capability() =>
        Assert.All(Replicas, replica => Assert.True(replica.ReadOnly && replica.CapDrop.SequenceEqual(["ALL"])));

    [Fact]
    public void Every_image_names_its_version() =>
        Assert.All(Services.Values, service => Assert.Matches(@"^[\w.\-/]+:(?!latest$)[\w.\-]+$", service.Image));

    [Fact]
    public void Every_service_that_stays_tells_its_health_but_for_the_collector_whose_image_has_no_program_to_ask()
    {
        var silent = Services.Where(service => service.Value.Healthcheck is null && !service.Value.IsOneShot).Select(service => service.Key);
        Assert.Equal(["collector"], silent);
    }

    [Fact]
    public void Whatever_is_waited_for_comes_to_pass()
    {
        var inVain =
            from service in Services
            from dependency in service.Value.DependsOn
            let awaited = Services[dependency.Key]
            where !(dependency.Value.Condition switch
            {
                "service_healthy" => awaited.Healthcheck is not null,
                "service_completed_successfully" => awaited.IsOneShot,
                _ => !awaited.IsOneShot,
            })
            select $"{service.Key} waits for {dependency.Key}";
        Assert.Equal([], inVain);
    }

    [Fact]
    public void Every_file_that_is_mounted_is_there()
    {
        var mounted = Services.Values.SelectMany(service => service.Volumes).Where(volume => volume.StartsWith("./", StringComparison.Ordinal));
        Assert.Equal([], mounted.Select(volume => volume.Split(':')[0]).Where(path => !Path.Exists(Path.Combine(SourceTree.Root, path))));
    }

    [Fact]
    public void The_proxy_that_the_replicas_trust_is_nginx() =>
        Assert.All(Replicas, replica => Assert.Equal($"{AddressOfNginx()}", replica.Environment["Proxy__Trusted"]));

    [Fact]
    public void No_container_that_starts_before_nginx_can_be_given_its_address()
    {
        var addresses = Assert.Single(Compose.Networks["inside"]!.Ipam.Config);
        Assert.True(IPNetwork.Parse(addresses.Subnet).Contains(AddressOfNginx()));
        Assert.False(IPNetwork.Parse(addresses.IpRange).Contains(AddressOfNginx()));
    }

    [Fact]
    public void Nginx_passes_requests_to_every_replica()
    {
        var replicas = Services.Where(service => service.Value.Build is not null).Select(service => $"server {service.Key}:8080");
        var nginx = SourceTree.Read("infra/compose/nginx.conf");
        Assert.All(replicas, server => Assert.Contains(server, nginx, StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_of_the_service_does_not_run_as_root()
    {
        var lines = SourceTree.Read("infra/docker/Dockerfile").Split('\n');
        Assert.Equal("USER $APP_UID", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
    }

    private static IPAddress AddressOfNginx()
    {
        var inside = (Dictionary<object, object>)((Dictionary<object, object>)Services["nginx"].Networks!)["inside"];
        return IPAddress.Parse((string)inside["ipv4_address"]);
    }
}

using CsCheck;
using ProviderService.Tests.Arm;

namespace ProviderService.Tests.Hostile;

/// <summary>The readers by name, each with inputs that are nearly right.</summary>
internal static class FuzzTargets
{
    private const string Id =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/x";

    private const string Json =
        """{"text":"a\u00e9\ud83d\ude00","TEXT":null,"flag":"True","nested":{"text":"\n","flag":false,"map":{"a":"b"}},"map":{"a":"b","A":"\t"},"texts":["a","b"]}""";

    public static IReadOnlyDictionary<string, Gen<Reading>> All { get; } = new Dictionary<string, Gen<Reading>>
    {
        ["AgentClaims"] = Of(Mutation.Of(AgentReaders.Claims), AgentReaders.ReadClaims),
        ["AgentReport"] = Of(Mutation.Of(AgentReaders.Report), AgentReaders.ReadReport),
        ["AgentToken"] = Of(
            Mutation.Of("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIvc3Vic2NyaXB0aW9ucy9zIn0.AA", "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d"), AgentReaders.ReadToken),
        ["ApiVersion"] = Of(Mutation.Of("2023-05-01", "2019-11-01-preview", "2021-10-01", "0001-01-01-Z9"), ArmReaders.ReadVersion),
        ["ClusterPublicKey"] = Of(
            Gen.OneOf(Mutation.Of(SecretReaders.PublicKeys), Mutation.Of(SecretReaders.PublicKeyBytes).Select(Convert.ToBase64String)), SecretReaders.ReadPublicKey),
        ["Envelope"] = Of(Mutation.Of(Gen.Const(SecretReaders.Envelope)), SecretReaders.OpenEnvelope),
        ["Filter"] = Of(
            Mutation.Of("name eq 'it''s' and resourceType eq 'a/b'", "substringof('x', name)", "startswith(tagName, 'te') and tagValue eq '1'", " location eq 'East US' "),
            ArmReaders.ReadFilter),
        ["JsonMembers"] = Of(Mutation.Of(Json), ArmReaders.ReadJson),
        ["KnownHosts"] = Of(Gen.OneOf(Mutation.Of(SecretReaders.KnownHostsFile).Select(SecretReaders.Encode), Mutation.Of(SecretReaders.Encode(SecretReaders.KnownHostsFile))), SecretReaders.ReadKnownHosts),
        ["Operation"] = Of(Mutation.Of(ArmReaders.OperationId), ArmReaders.ReadOperation),
        ["RepositoryUrl"] = Of(
            Mutation.Of("https://user@example.org:8443/a/b.git", "git@example.org:team/r.git", "ssh://git@[2001:db8::1]:22/r", "http://u:p@example.org", "git://h:65535/"),
            ArmReaders.ReadRepositoryUrl),
        ["ResourceId"] = Of(Gen.OneOf(Mutation.Of(ResourceIdGen.Text), ResourceIdGen.Hostile, Mutation.Of(Id)), ArmReaders.ReadId),
        ["SkipTokens"] = Of(Mutation.Of(SecretReaders.SkipToken), SecretReaders.OpenSkipToken),
    };

    private static Gen<Reading> Of<T>(Gen<T> inputs, Action<T> read) => inputs.Select(input => new Reading(input!, () => read(input)));
}

/// <summary>An input and what reads it.</summary>
internal sealed record Reading(object Input, Action Read)
{
    public override string ToString() => Check.Print(Input);
}

using CsCheck;
using ProviderService.Tests.Hosting;

namespace ProviderService.Tests.Hostile;

/// <summary>Generates requests of which not one may succeed, against a service that has the resources named here.</summary>
internal static class HostileRequests
{
    public const string Group = TestService.Subscription + "/resourceGroups/hostile";
    public const string Cluster = Group + "/providers/Microsoft.Kubernetes/connectedClusters/c1";
    public const string Configurations = Cluster + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";
    public const string Configuration = Configurations + "/cfg";

    public static readonly HostileBodies GroupBodies = new("""{"location":@"eastus"@,"managedBy":@"x"@,"tags":@{"a":"b"}@}""");

    public static readonly HostileBodies ClusterBodies = new(
        """{"location":@"eastus"@,"tags":@{"a":"b"}@,"identity":@{"type":"SystemAssigned"}@,"properties":{"agentPublicKeyCertificate":@"MA=="@,"distribution":@"k3s"@}}""");

    public static readonly HostileBodies ConfigurationBodies = new(
        """{"properties":{"repositoryUrl":@"https://example.org/r.git"@,"operatorScope":@"cluster"@,"operatorParams":@"--a=b"@,"enableHelmOperator":@true@,"helmOperatorProperties":@{"chartVersion":"1"}@,"sshKnownHostsContents":@""@}}""");

    private static readonly Kind[] Kinds =
    [
        new(Group, "2021-04-01", GroupBodies), new(Cluster, "2021-10-01", ClusterBodies), new(Configuration, "2023-05-01", ConfigurationBodies),
    ];

    private sealed record Kind(string Path, string Version, HostileBodies Bodies)
    {
        public string Target => Of(Path);

        public string Parent => Path[..Path.LastIndexOf('/')];

        public string Of(string path) => $"{path}?api-version={Version}";
    }

    private static readonly Gen<Kind> AnyKind = Gen.OneOf(Kinds);

    private static readonly Gen<HostileRequest> BadBody =
        from kind in AnyKind
        from body in Gen.Frequency((200, kind.Bodies.Any), (1, kind.Bodies.Huge))
        select HostileRequest.WithJson("PUT", kind.Target, body);

    private static readonly Gen<HostileRequest> BadName =
        from kind in AnyKind
        from name in HostileText.BadName
        select HostileRequest.WithJson("PUT", kind.Of($"{kind.Parent}/{name}"), kind.Bodies.GoodBytes);

    private static readonly Gen<HostileRequest> BadVersion =
        from kind in AnyKind
        from method in Gen.OneOf("GET", "PUT", "DELETE")
        from query in Gen.OneOf(
            HostileText.Segment.Select(text => $"?api-version=!{text}"),
            Gen.DateOnly[new(1, 1, 1), new(2018, 12, 31)].Select(date => $"?api-version={date:yyyy-MM-dd}-preview"),
            Gen.OneOf("", "?", "?api-version", "?api-version=", $"?api-version={kind.Version}&API-VERSION={kind.Version}", $"?api-version={kind.Version}%00", "?&&=&=="))
        select HostileRequest.WithJson(method, kind.Path + query, kind.Bodies.GoodBytes);

    private static readonly Gen<HostileRequest> BadMediaType =
        from kind in AnyKind
        from type in Gen.OneOf(
            HostileText.Segment, Gen.OneOf("", "text/plain", "application/xml", "application/jsonp", "application/json,text/plain", "json", "multipart/form-data; boundary=x", ";;", "*/*"))
        select new HostileRequest("PUT", kind.Target, [("Content-Type", type)], kind.Bodies.GoodBytes);

    private static readonly Gen<HostileRequest> BadMethod = Gen.Select(
        AnyKind, Gen.OneOf("POST", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "GETT", "PRI", "QUERY", "M-SEARCH", "DELETE\u200b", "Ａ"),
        (kind, method) => HostileRequest.WithJson(method, kind.Target, kind.Bodies.GoodBytes));

    private static readonly Gen<HostileRequest> BadPath =
        from kind in AnyKind
        from method in Gen.OneOf("GET", "PUT", "DELETE", "HEAD", "POST")
        from text in HostileText.Segment
        from path in Gen.OneOf(
            $"/!{text}", $"{kind.Path}/!{text}", $"{kind.Path}/x/y/!{text}", $"/subscriptions/!{text}/resourceGroups/g", $"//{text}//{text}//!",
            $"{TestService.Subscription}/resourceGroups/hostile/providers/!{text}/x/y", $"/providers/!{text}/operations", $"{TestService.Subscription}/!{text}")
        select HostileRequest.WithJson(method, kind.Of(path), kind.Bodies.GoodBytes);

    private static readonly Gen<HostileRequest> Missing = Gen.Select(
        HostileText.BadName,
        Gen.OneOf(Kinds),
        (name, kind) => new HostileRequest("GET", kind.Of($"{kind.Parent}/{name}")));

    private static readonly Gen<HostileRequest> BadList =
        from path in Gen.OneOf(
            $"{TestService.Subscription}/resources?api-version=2021-04-01", $"{Group}/resources?api-version=2021-04-01",
            $"{TestService.Subscription}/resourcegroups?api-version=2021-04-01")
        from text in HostileText.Segment
        from query in Gen.OneOf(
            Gen.OneOf($"$top=!{text}", "$top=", "$top=0", "$top=-1", "$top=1&$top=2", "$top=٣", "$top=0x1", "$top=1e1"),
            Gen.OneOf($"$skipToken={text}", "$skipToken=", "$skipToken=AQ", $"$SKIPTOKEN={new string('A', 400)}"),
            Gen.OneOf($"$filter=!{text}", $"$filter=name eq '{text}", $"$filter=nome eq 'x'{text}", "$filter=name eq 'x' or name eq 'y'", "$filter=substringof('x', tagName)", "$filter=name eq 'x' and"))
        select new HostileRequest("GET", $"{path}&{query}");

    private static readonly Gen<HostileRequest> BadPrecondition = Gen.Select(
        AnyKind, Gen.OneOf("PUT", "DELETE"), HostileText.Segment,
        (kind, method, tag) => HostileRequest.WithJson(method, kind.Target, kind.Bodies.GoodBytes).With(("If-Match", $"\"!{tag}\"")));

    private static readonly Gen<HostileRequest> BadToken =
        from kind in AnyKind
        from method in Gen.OneOf("GET", "PUT", "DELETE")
        from text in HostileText.Segment
        from value in Gen.OneOf($"Bearer {text}", $"Bearer {text}.{text}.{text}", text, "", "Bearer", "Basic YTpi", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer ....", "Bearer a b")
        select HostileRequest.WithJson(method, kind.Target, kind.Bodies.GoodBytes).With(("Authorization", value));

    private static readonly Gen<HostileRequest> BadOperation =
        from text in HostileText.Segment
        from id in Gen.OneOf(text, $"{Guid.Empty}*{text}", $"{Guid.Empty}*01", $"{Guid.Empty}*{new string('F', 400)}", $"{Guid.Empty}*{Guid.Empty}*{text}")
        select new HostileRequest("GET", $"/providers/Microsoft.Kubernetes/locations/eastus/operationStatuses/{id}?api-version=2021-10-01");

    private static readonly Gen<HostileRequest> BadNamespace = Gen.Select(
        HostileText.BadName, Gen.OneOf("register", "unregister"),
        (name, action) => new HostileRequest("POST", $"{TestService.Subscription}/providers/{name}/{action}?api-version=2021-04-01"));

    /// <summary>Any of them, with a few headers that should make no difference.</summary>
    public static readonly Gen<HostileRequest> Any = Gen.Select(
        Gen.Frequency(
            (6, BadBody), (2, BadName), (2, BadVersion), (1, BadMediaType), (1, BadMethod), (2, BadPath), (1, Missing), (2, BadList), (1, BadPrecondition),
            (1, BadToken), (1, BadOperation), (1, BadNamespace)),
        HostileText.Header.Array[0, 3],
        (request, headers) => request with { Headers = [.. headers, .. request.Headers] });
}

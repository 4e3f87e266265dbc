using System.Globalization;
using System.Text.Json.Nodes;
using ProviderService.SystemTests.Processes;

namespace ProviderService.SystemTests.Durability;

/// <summary>A configuration that one writer changes again and again. What it contains depends on nothing but how often it has been sent.</summary>
internal sealed class TrackedConfiguration(string path)
{
    private int _sent;
    private int _kept;

    /// <summary>Sends the next revision.</summary>
    /// <exception cref="HttpRequestException">It was refused (with a status), or the connection broke (without).</exception>
    public async Task WriteAsync(HttpClient client)
    {
        var revision = ++_sent;
        using var answer = await client.PutAsync(path, Body(revision));
        answer.EnsureSuccessStatusCode();
        _kept = revision;
    }

    /// <summary>Checks that what is stored is a whole revision, and none older than the last that was acknowledged or has been seen.</summary>
    public async Task VerifyAsync(HttpClient client)
    {
        var stored = (await client.FindAsync(path))?["properties"];
        var revision = stored is null ? 0 : int.Parse(((string)stored["operatorInstanceName"]!)[1..], CultureInfo.InvariantCulture);
        Assert.InRange(revision, _kept, _sent);
        if (stored is not null)
            Assert.All(Body(revision)["properties"]!.AsObject(), sent => Assert.True(JsonNode.DeepEquals(sent.Value, stored[sent.Key]), sent.Key));
        _kept = revision;
    }

    /// <summary>Up to 32 KB, so that it takes several pages of the database file.</summary>
    private static JsonObject Body(int revision) => new()
    {
        ["properties"] = new JsonObject
        {
            ["repositoryUrl"] = $"https://example.com/{revision}",
            ["operatorNamespace"] = $"n{revision}",
            ["operatorInstanceName"] = $"r{revision}",
            ["operatorParams"] = $"--git-readonly --git-path={revision}",
            ["enableHelmOperator"] = true,
            ["helmOperatorProperties"] = new JsonObject
            {
                ["chartVersion"] = $"{revision}",
                ["chartValues"] = string.Concat(Enumerable.Repeat($"{revision},", revision * 997 % 4096)),
            },
        },
    };
}

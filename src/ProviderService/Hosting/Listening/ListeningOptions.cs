using Microsoft.Extensions.Options;
using ProviderService.Identity;

namespace ProviderService.Hosting.Listening;

/// <summary>The addresses that settings ask for, as they are written.</summary>
internal sealed class ListeningOptions
{
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>Endpoints of Kestrel go before addresses, and addresses before ports.</summary>
    public void Read(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        Addresses = endpoints.Count > 0 ? endpoints : Split(configuration[WebHostDefaults.ServerUrlsKey]) is { Count: > 0 } urls ? urls :
            [.. Ports(configuration, WebHostDefaults.HttpPortsKey), .. Ports(configuration, WebHostDefaults.HttpsPortsKey)];
    }

    private static IEnumerable<string> Ports(IConfiguration configuration, string key) => Split(configuration[key]).Select(port => $"http://*:{port}");

    private static List<string> Split(string? text) => [.. (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Refuses addresses before anything is made; <see cref="LoopbackOnly"/> judges again what is bound in the end.</summary>
internal sealed class ListeningValidator(IOptions<IdentityOptions> identity) : IValidateOptions<ListeningOptions>
{
    public ValidateOptionsResult Validate(string? name, ListeningOptions options)
    {
        var failures = options.Addresses.Select(Judge).OfType<string>().ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private string? Judge(string text)
    {
        try
        {
            return LoopbackOnly.Refusal(BindingAddress.Parse(text), identity.Value);
        }
        catch (FormatException)
        {
            return $"'{text}' is no address to listen on. Write it like http://127.0.0.1:5080.";
        }
    }
}

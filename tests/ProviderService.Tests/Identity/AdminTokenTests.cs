using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using ProviderService.Identity;

namespace ProviderService.Tests.Identity;

public sealed class AdminTokenTests : IDisposable
{
    private readonly LocalSignIn _signIn = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _signIn.Dispose();

    [Fact]
    public async Task The_file_has_a_token_that_signs_in_the_administrator()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        var result = await _signIn.Tokens.ValidateAsync(Read(admin));
        Assert.Equal("admin@local", result.Principal!.Identity!.Name);
    }

    [Fact]
    public async Task The_file_has_one_line()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        Assert.Matches(@"\A[\w-]+\.[\w-]+\.[\w-]+\n\z", await File.ReadAllTextAsync(admin.Path, Cancelled));
    }

    [Fact]
    public async Task The_file_lies_in_the_data_directory()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        Assert.Equal(["admin-token"], Directory.GetFiles(_signIn.DataDirectory).Select(Path.GetFileName));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var admin = await _signIn.StartAdminTokenAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(admin.Path));
    }

    [Fact]
    public async Task The_token_expires_after_seven_days()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        Assert.Equal(LocalSignIn.Start.UtcDateTime.AddDays(7), new JsonWebToken(Read(admin)).ValidTo);
    }

    [Fact]
    public async Task Shortly_before_half_its_life_the_token_stays()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        var first = Read(admin);
        _signIn.Time.Advance((AdminToken.Lifetime / 2) - AdminToken.CheckInterval);
        Assert.Equal(first, Read(admin));
    }

    [Fact]
    public async Task At_half_its_life_the_token_is_renewed()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        _signIn.Time.Advance(AdminToken.Lifetime / 2);
        Assert.Equal((LocalSignIn.Start + (AdminToken.Lifetime * 1.5)).UtcDateTime, new JsonWebToken(Read(admin)).ValidTo);
    }

    [Fact]
    public async Task A_token_that_was_renewed_is_good_until_its_expiry()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        var first = Read(admin);
        _signIn.Time.Advance(AdminToken.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, Read(admin));
        Assert.True((await _signIn.Tokens.ValidateAsync(first)).Succeeded);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again()
    {
        var logs = new MemoryLogs();
        await using var admin = await _signIn.StartAdminTokenAsync(logs);
        _signIn.Time.Advance((AdminToken.Lifetime / 2) - AdminToken.CheckInterval);
        File.Delete(admin.Path);
        Directory.CreateDirectory(admin.Path);
        _signIn.Time.Advance(AdminToken.CheckInterval);
        Assert.Equal(LogLevel.Error, logs.LastLevel);
        Directory.Delete(admin.Path);
        _signIn.Time.Advance(AdminToken.CheckInterval);
        Assert.True((await _signIn.Tokens.ValidateAsync(Read(admin))).Succeeded);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_no_draft_behind()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        _signIn.Time.Advance((AdminToken.Lifetime / 2) - AdminToken.CheckInterval);
        File.Delete(admin.Path);
        Directory.CreateDirectory(admin.Path);
        _signIn.Time.Advance(AdminToken.CheckInterval);
        Assert.Empty(Directory.GetFiles(_signIn.DataDirectory));
    }

    [Fact]
    public async Task A_service_that_stopped_renews_nothing()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        var first = Read(admin);
        await admin.StopAsync(Cancelled);
        _signIn.Time.Advance(AdminToken.Lifetime);
        Assert.Equal(first, Read(admin));
    }

    [Fact]
    public async Task A_new_start_writes_a_new_token()
    {
        await using var admin = await _signIn.StartAdminTokenAsync();
        var first = Read(admin);
        _signIn.Time.Advance(TimeSpan.FromSeconds(1));
        await using var again = await _signIn.StartAdminTokenAsync();
        Assert.NotEqual(first, Read(again));
    }

    [Fact]
    public async Task The_token_is_in_no_log()
    {
        var logs = new MemoryLogs();
        await using var admin = await _signIn.StartAdminTokenAsync(logs);
        var signature = Read(admin).Split('.')[2];
        Assert.NotEmpty(logs.Messages);
        Assert.DoesNotContain(logs.Messages, message => message.Contains(signature, StringComparison.Ordinal));
    }

    private static string Read(AdminToken admin) => File.ReadAllText(admin.Path).TrimEnd('\n');
}

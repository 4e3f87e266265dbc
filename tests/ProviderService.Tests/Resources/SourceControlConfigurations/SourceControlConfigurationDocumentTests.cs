using ProviderService.Core.Arm;
using ProviderService.Core.Secrets;
using ProviderService.Resources.SourceControlConfigurations;
using static ProviderService.Tests.Resources.SourceControlConfigurations.ConfigurationBodies;

namespace ProviderService.Tests.Resources.SourceControlConfigurations;

public sealed class SourceControlConfigurationDocumentTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Principal Another = new("another@example.org", "User");

    private readonly SourceControlConfigurationDocument _created = SourceControlConfigurationDocument.Create(
        "cfg", Guid.NewGuid(), Settings("""{"repositoryUrl":"https://example.org/a","operatorScope":"namespace"}"""), Caller, Start);

    public static TheoryData<string> OtherMeanings => new(
        """{"repositoryUrl":"https://example.org/b","operatorScope":"namespace"}""",
        """{"repositoryUrl":"https://example.org/A","operatorScope":"namespace"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"cluster"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","operatorNamespace":"ns"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","operatorInstanceName":"inst"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","operatorParams":"--git-branch=b"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","enableHelmOperator":true}""");

    public static TheoryData<string> SameMeanings => new(
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"NAMESPACE","operatorType":"flux"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","operatorParams":" --git-readonly ","operatorNamespace":"default"}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","sshKnownHostsContents":""}""",
        """{"repositoryUrl":"https://example.org/a","operatorScope":"namespace","helmOperatorProperties":{"chartVersion":"1"}}""");

    [Theory]
    [MemberData(nameof(OtherMeanings))]
    public void An_update_that_changes_meaning_raises_the_generation_and_starts_the_wait_anew(string properties)
    {
        var updated = Update(properties);
        Assert.Equal((2, Start.AddHours(1)), (updated.Generation, updated.MeaningChangedAt));
    }

    [Theory]
    [MemberData(nameof(SameMeanings))]
    public void An_update_that_changes_no_meaning_keeps_the_generation_and_the_wait(string properties)
    {
        var updated = Update(properties);
        Assert.Equal((1, Start), (updated.Generation, updated.MeaningChangedAt));
    }

    [Fact]
    public void Every_update_moves_only_the_last_modification() => Assert.Equal(
        new SystemData(Caller, Start, Another, Start.AddHours(1)),
        Update("""{"repositoryUrl":"https://example.org/a","operatorScope":"namespace"}""").SystemData);

    [Fact]
    public void Every_update_is_a_new_revision_of_the_same_incarnation()
    {
        var updated = Update("""{"repositoryUrl":"https://example.org/a","operatorScope":"namespace"}""");
        Assert.NotEqual(_created.Revision, updated.Revision);
        Assert.Equal(_created.Uid, updated.Uid);
    }

    [Fact]
    public void Credentials_that_are_supplied_again_are_another_meaning()
    {
        var updated = Update(Supplied()).Update(_created.Settings, Supplied(), Another, Start.AddHours(2));
        Assert.Equal((3, Start.AddHours(2)), (updated.Generation, updated.MeaningChangedAt));
    }

    [Fact]
    public void Credentials_that_are_removed_are_another_meaning() =>
        Assert.Equal(3, Update(Supplied()).Update(_created.Settings, CredentialReferences.None, Another, Start.AddHours(2)).Generation);

    [Fact]
    public void Credentials_that_expire_are_no_other_meaning()
    {
        var supplied = Supplied();
        var expired = supplied.Noted(Start.AddHours(48), null);
        Assert.Equal(2, Update(supplied).Update(_created.Settings, expired, Another, Start.AddHours(49)).Generation);
    }

    private static CredentialReferences Supplied() => new(null, new SecretReference(Guid.NewGuid(), null, Start, Start.AddHours(48)));

    private SourceControlConfigurationDocument Update(CredentialReferences credentials) =>
        _created.Update(_created.Settings, credentials, Another, Start.AddHours(1));

    private SourceControlConfigurationDocument Update(string properties) =>
        _created.Update(Settings(properties), CredentialReferences.None, Another, Start.AddHours(1));
}

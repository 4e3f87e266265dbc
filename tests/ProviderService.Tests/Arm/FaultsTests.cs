using ProviderService.Core.Arm;
using ProviderService.Tests.Diagnostics;

namespace ProviderService.Tests.Arm;

public sealed class FaultsTests
{
    private readonly Faults _faults = new();

    [Fact]
    public void Without_faults_nothing_is_thrown() => _faults.ThrowIfAny();

    [Fact]
    public void A_single_fault_is_the_message_and_the_target()
    {
        _faults.Add("InvalidType", "'location' must be a string.", "location");
        var error = Assert.Throws<ArmException>(_faults.ThrowIfAny).Error;
        Assert.Equal(("'location' must be a string.", "location"), (error.Message, error.Target));
    }

    [Fact]
    public void A_fault_of_the_body_itself_has_no_target()
    {
        _faults.Add("InvalidType", "The request body must be a JSON object.", "");
        Assert.Null(Assert.Throws<ArmException>(_faults.ThrowIfAny).Error.Target);
    }

    [Fact]
    public void Several_faults_are_all_named_in_one_answer()
    {
        _faults.Add("InvalidType", "one", "a");
        _faults.Add("InvalidValue", "two", "b");
        var exception = Assert.Throws<ArmException>(_faults.ThrowIfAny);
        Assert.Equal((400, "ValidationFailed"), (exception.Status, exception.Error.Code));
        Assert.Equal(_faults.Errors, exception.Error.Details);
    }

    [Fact]
    public void A_refusal_counts_each_fault_by_its_code_alone()
    {
        using var recorder = new Recorder();
        _faults.Add("InvalidType", "one", "a");
        _faults.Add("InvalidValue", "two", "b");
        Assert.Throws<ArmException>(_faults.ThrowIfAny);
        Assert.Equal([(1, "code=InvalidType"), (1, "code=InvalidValue")], recorder.Of("providerservice.validation.faults"));
    }
}

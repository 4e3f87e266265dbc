namespace ProviderService.Core.Arm;

/// <summary>Collects everything that is wrong with a request, so that one answer names it all.</summary>
public sealed class Faults
{
    private readonly List<ArmError> _errors = [];

    public IReadOnlyList<ArmError> Errors => _errors;

    /// <summary>Notes a fault. The message must not repeat the value at fault, which may be a secret.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">A sentence for people.</param>
    /// <param name="target">The path of the member at fault; empty for the body itself, which has no name to answer.</param>
    public void Add(string code, string message, string target) => _errors.Add(new ArmError(code, message, target.Length == 0 ? null : target));

    /// <exception cref="ArmException">400: the only fault itself, or <c>ValidationFailed</c> with every fault in its details.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count == 0) return;
        ValidationInstrumentation.Refused(_errors);
        var first = _errors[0];
        var message = _errors.Count == 1 ? first.Message : $"The request has {_errors.Count} faults; 'details' names each of them.";
        throw new ArmException(400, new ArmError("ValidationFailed", message, first.Target, _errors));
    }
}

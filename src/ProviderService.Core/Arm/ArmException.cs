namespace ProviderService.Core.Arm;

/// <summary>Ends a request with an ARM error. Everything in it is shown to the caller.</summary>
public sealed class ArmException(int status, ArmError error, FailureCause cause = FailureCause.Provider) : Exception(error.Message)
{
    public ArmException(int status, string code, string message, string? target = null, FailureCause cause = FailureCause.Provider)
        : this(status, new ArmError(code, message, target), cause)
    {
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    public ArmError Error { get; } = error;

    public FailureCause Cause { get; } = cause;

    /// <summary>When to try again, for answers that say so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Which part of the hosted service would have answered so; the gateway's answers carry <c>x-ms-failure-cause: gateway</c>.</summary>
public enum FailureCause
{
    /// <summary>The resource provider.</summary>
    Provider,

    /// <summary>ARM itself, before the provider was asked.</summary>
    Gateway,
}

using Microsoft.Extensions.Options;
using ProviderService.Core.Documents;

namespace ProviderService.Keys;

/// <summary>Has documents sealed anew while there is a data key to retire.</summary>
internal sealed class ResealDocuments(DocumentResealing resealing, IOptions<KeyOptions> options, ILogger<ResealDocuments> logger)
{
    public async Task<ResealOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await resealing.RunAsync(options.Value.RetiredKeyLife, cancellationToken);
        if (outcome.Resealed > 0) Log.Resealed(logger, outcome.Resealed);
        if (outcome.Left > 0) Log.DoNotOpen(logger, outcome.Left);
        return outcome;
    }
}

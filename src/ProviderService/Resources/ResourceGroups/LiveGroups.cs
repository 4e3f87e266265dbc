using ProviderService.Core.Arm;

namespace ProviderService.Resources.ResourceGroups;

/// <summary>Remembers, for as long as one request takes, which incarnations of groups contain something.</summary>
internal sealed class LiveGroups(ResourceGroupStore groups)
{
    private readonly Dictionary<(string Group, Guid Uid), bool> _known = [];

    public async ValueTask<bool> ContainAsync(ResourceId group, Guid uid, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((group.Key, uid), out var live))
            _known[(group.Key, uid)] = live = await groups.IsLiveAsync(group, uid, cancellationToken);
        return live;
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ProviderService.Core.Arm;

namespace ProviderService.Resources.Operations;

/// <summary>
/// A long-running operation. Nothing is stored of it: its id says what it is about, and its state is computed from the resource.
/// </summary>
/// <param name="Kind">What is being done.</param>
/// <param name="Uid">The incarnation of the resource that it is done to.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ResourceId">The resource.</param>
internal sealed record Operation(OperationKind Kind, Guid Uid, DateTimeOffset StartedAt, ResourceId ResourceId)
{
    /// <summary>How often to ask.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const int TicksOffset = 1;
    private const int UidOffset = TicksOffset + sizeof(long);
    private const int ResourceOffset = UidOffset + 16;

    /// <summary>The id, <c>{guid}*{upper-case hexadecimal}</c>: the form that the hosted service uses, and safe in paths that ignore case.</summary>
    public string ToId()
    {
        var resource = Encoding.UTF8.GetBytes(ResourceId.ToString());
        var bytes = new byte[ResourceOffset + resource.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(TicksOffset), StartedAt.UtcTicks);
        Uid.TryWriteBytes(bytes.AsSpan(UidOffset));
        resource.CopyTo(bytes, ResourceOffset);
        return $"{Guid.NewGuid()}*{Convert.ToHexString(bytes)}";
    }

    public static bool TryParse(string id, [NotNullWhen(true)] out Operation? operation)
    {
        operation = null;
        var parts = id.Split('*');
        if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "D", out _)) return false;
        var bytes = new byte[parts[1].Length / 2];
        if (Convert.FromHexString(parts[1], bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written <= ResourceOffset) return false;

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(TicksOffset));
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks || !Enum.IsDefined((OperationKind)bytes[0])) return false;
        if (!ResourceId.TryParse(Encoding.UTF8.GetString(bytes.AsSpan(ResourceOffset)), out var resource)) return false;
        operation = new Operation((OperationKind)bytes[0], new Guid(bytes.AsSpan(UidOffset, 16)), new DateTimeOffset(ticks, TimeSpan.Zero), resource);
        return true;
    }
}

internal enum OperationKind : byte
{
    /// <summary>A creation or an update, which is over when it answers.</summary>
    Put = 1,

    /// <summary>A deletion, which is over when the resource is gone.</summary>
    Delete = 2,
}

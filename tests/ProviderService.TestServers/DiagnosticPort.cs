using System.Net.Sockets;
using System.Text;

namespace ProviderService.TestServers;

/// <summary>The socket by which every .NET process lets its owner look into it: the runtime's diagnostic IPC protocol.</summary>
public static class DiagnosticPort
{
    private const byte EventPipe = 2;
    private const byte CollectTracing2 = 3;
    private const uint NetTrace = 1;
    private const uint Informational = 4;

    /// <summary>The keyword of the runtime's events with which a listener asks for a full collection.</summary>
    private const ulong GCHeapCollect = 0x800000;

    /// <summary>Has a process collect its garbage, all generations.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="temporary">Where it puts temporary files.</param>
    public static async Task CollectAsync(int process, string temporary)
    {
        // One that was killed leaves its socket, and its number to another.
        var path = Directory.GetFiles(temporary, $"dotnet-diagnostic-{process}-*-socket").MaxBy(File.GetCreationTimeUtc)!;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await socket.SendAsync(Message());
        await socket.ReceiveAsync(new byte[1024]);
        // The runtime answers first and collects then, while it listens for the end of the session.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
    }

    private static byte[] Message()
    {
        var payload = Payload();
        using var message = new MemoryStream();
        using var writer = new BinaryWriter(message);
        writer.Write("DOTNET_IPC_V1\0"u8);
        writer.Write((ushort)(20 + payload.Length));
        writer.Write(EventPipe);
        writer.Write(CollectTracing2);
        writer.Write((ushort)0);
        writer.Write(payload);
        return message.ToArray();
    }

    private static byte[] Payload()
    {
        const string provider = "Microsoft-Windows-DotNETRuntime\0";
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(1u); // megabytes of buffer
        writer.Write(NetTrace);
        writer.Write(false); // no rundown
        writer.Write(1u); // one provider
        writer.Write(GCHeapCollect);
        writer.Write(Informational);
        writer.Write((uint)provider.Length);
        writer.Write(Encoding.Unicode.GetBytes(provider));
        writer.Write(0u); // no arguments
        return payload.ToArray();
    }
}

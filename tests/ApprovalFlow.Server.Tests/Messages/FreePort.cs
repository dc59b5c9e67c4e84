using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ApprovalFlow.Server.Tests.Messages;

internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Looked up, not tried: Kannel would take whoever connects for a message centre and give it a message.</summary>
    public static bool Listens(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(e => e.Port == port);
}

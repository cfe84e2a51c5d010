using System.Net;
using System.Net.NetworkInformation;
using NetWatch.Sdk.Packets;

namespace NetWatch.Host.Attribution;

/// <summary>The addresses of this machine, of the network namespace that NetWatch is in.</summary>
static class LocalAddresses
{
    internal static IReadOnlyList<NetAddress> Read()
    {
        var found = new List<NetAddress>();
        try
        {
            foreach (NetworkInterface device in NetworkInterface.GetAllNetworkInterfaces())
            {
                foreach (UnicastIPAddressInformation address in device.GetIPProperties().UnicastAddresses) found.Add(Of(address.Address));
            }
        }
        catch (NetworkInformationException)
        {
            // Interfaces that come and go while they are listed; the next reading has them.
        }

        return found;
    }

    static NetAddress Of(IPAddress address) => NetAddress.FromBytes(address.GetAddressBytes());
}

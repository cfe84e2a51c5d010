using System.Runtime.InteropServices;
using NetWatch.Engine.Attribution;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>
/// A flow in the table. A struct in a large array: half a million of them are one sequential walk and no work for the garbage
/// collector. The fields that every packet touches come first, in two cache lines.
/// </summary>
[StructLayout(LayoutKind.Auto)]
struct Flow
{
    internal NetAddress Initiator;
    internal NetAddress Responder;
    internal ushort InitiatorPort;
    internal ushort ResponderPort;
    internal Transport Transport;
    internal FlowFlags Flags;
    internal TcpState State;
    internal byte TcpFlagsFromInitiator;
    internal byte TcpFlagsFromResponder;

    /// <summary>Index of the protocol plus one; 0 without a label.</summary>
    internal byte App;
    internal byte InnerApp;
    internal byte ThirdApp;
    internal byte FourthApp;
    internal bool InUse;

    internal long LastTime;
    internal long PacketsFromInitiator;
    internal long PacketsFromResponder;
    internal long BytesFromInitiator;
    internal long BytesFromResponder;

    /// <summary>The sequence number that is expected next, for flows that are only counted.</summary>
    internal uint NextFromInitiator;
    internal uint NextFromResponder;

    /// <summary>What identification and analysis hold; null when they are done and left nothing.</summary>
    internal FlowContent? Content;

    /// <summary>The facts so far; replaced, never changed.</summary>
    internal Fact[]? Facts;

    internal uint Hash;
    internal int Retransmissions;
    internal long MissingBytes;
    internal long FirstTime;

    /// <summary>Time of the SYN, then the round-trip time; see <see cref="HasRoundTrip"/>.</summary>
    internal long RoundTrip;
    internal bool HasRoundTrip;
    internal ushort VlanId;
    internal long Number;

    /// <summary>How decryption stands; replaced, never changed.</summary>
    internal DecryptionStatus? Decryption;

    /// <summary>The layer that <see cref="Decryption"/> tells of.</summary>
    internal byte DecryptionDepth;

    /// <summary>How many protocols a flow may have one inside the other.</summary>
    internal const int MaxLayers = 4;

    /// <summary>The protocols of all layers, a byte each, the outermost lowest.</summary>
    internal readonly uint Apps => App | (uint)InnerApp << 8 | (uint)ThirdApp << 16 | (uint)FourthApp << 24;

    /// <summary>Labels a layer; what was known of the layers inside it no longer holds.</summary>
    internal void SetApp(int layer, byte app)
    {
        if (layer == 0) App = app;
        if (layer <= 1) InnerApp = layer == 1 ? app : (byte)0;
        if (layer <= 2) ThirdApp = layer == 2 ? app : (byte)0;
        FourthApp = layer == 3 ? app : (byte)0;
    }

    /// <summary>The processes at its ends; null while none is known, and always for files.</summary>
    internal FlowOwners? Owners;

    /// <summary>Exchanges the two ends: a SYN came late and shows who is the initiator.</summary>
    internal void Turn()
    {
        (Initiator, Responder) = (Responder, Initiator);
        (InitiatorPort, ResponderPort) = (ResponderPort, InitiatorPort);
        (TcpFlagsFromInitiator, TcpFlagsFromResponder) = (TcpFlagsFromResponder, TcpFlagsFromInitiator);
        (PacketsFromInitiator, PacketsFromResponder) = (PacketsFromResponder, PacketsFromInitiator);
        (BytesFromInitiator, BytesFromResponder) = (BytesFromResponder, BytesFromInitiator);
        (NextFromInitiator, NextFromResponder) = (NextFromResponder, NextFromInitiator);
        Owners = Owners?.Turned;
        Content?.Turn();
    }

    internal readonly FiveTuple Tuple => new(Transport, Initiator, InitiatorPort, Responder, ResponderPort);
}

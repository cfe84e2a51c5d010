using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetWatch.Engine.Attribution;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Export;
using NetWatch.Sdk.Packets;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Engine.Flows;

/// <summary>
/// A flow in the table. A struct in a large array: half a million of them are one sequential walk and no work for the garbage
/// collector. The fields that every packet touches come first, in two cache lines: their places are given, since the runtime would put
/// the references first and the addresses last.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
struct Flow
{
    // The first cache line: what finds a flow, and what decides whether it is over.
    [FieldOffset(0)] internal NetAddress Initiator;
    [FieldOffset(16)] internal NetAddress Responder;
    [FieldOffset(32)] internal ushort InitiatorPort;
    [FieldOffset(34)] internal ushort ResponderPort;
    [FieldOffset(36)] internal Transport Transport;
    [FieldOffset(37)] internal TcpState State;
    [FieldOffset(38)] internal FlowFlags Flags;
    [FieldOffset(39)] internal byte TcpFlagsFromInitiator;
    [FieldOffset(40)] internal byte TcpFlagsFromResponder;
    /// <summary>Index of the protocol plus one; 0 without a label.</summary>
    [FieldOffset(41)] internal byte App;
    [FieldOffset(42)] internal byte InnerApp;
    [FieldOffset(43)] internal bool InUse;
    [FieldOffset(44)] internal uint Hash;
    /// <summary>What identification and analysis hold; null when they are done and left nothing.</summary>
    [FieldOffset(48)] internal FlowContent? Content;
    [FieldOffset(56)] internal long LastTime;

    // The second cache line: touched by every packet too, and written.
    [FieldOffset(64)] internal long PacketsFromInitiator;
    [FieldOffset(72)] internal long PacketsFromResponder;
    [FieldOffset(80)] internal long BytesFromInitiator;
    [FieldOffset(88)] internal long BytesFromResponder;
    /// <summary>The sequence number that is expected next, for flows that are only counted.</summary>
    [FieldOffset(96)] internal uint NextFromInitiator;
    [FieldOffset(100)] internal uint NextFromResponder;
    [FieldOffset(104)] internal long FirstTime;
    [FieldOffset(112)] internal long Number;

    // What few packets touch.
    /// <summary>The facts so far; replaced, never changed.</summary>
    [FieldOffset(120)] internal Fact[]? Facts;
    /// <summary>How decryption stands; replaced, never changed.</summary>
    [FieldOffset(128)] internal DecryptionStatus? Decryption;
    /// <summary>The processes at its ends; null while none is known, and always for files.</summary>
    [FieldOffset(136)] internal FlowOwners? Owners;
    [FieldOffset(144)] internal long MissingBytes;
    /// <summary>Time of the SYN, then the round-trip time; see <see cref="HasRoundTrip"/>.</summary>
    [FieldOffset(152)] internal long RoundTrip;
    [FieldOffset(160)] internal int Retransmissions;
    [FieldOffset(164)] internal ushort VlanId;
    [FieldOffset(166)] internal byte ThirdApp;
    [FieldOffset(167)] internal byte FourthApp;
    [FieldOffset(168)] internal bool HasRoundTrip;
    /// <summary>The layer that <see cref="Decryption"/> tells of.</summary>
    [FieldOffset(169)] internal byte DecryptionDepth;

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

    internal readonly FiveTuple Tuple
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Transport, Initiator, InitiatorPort, Responder, ResponderPort);
    }
}

using NetWatch.Sdk.Packets;

namespace NetWatch.Engine.Flows;

/// <summary>The ends of an expected flow: a five-tuple without the initiator's port, and without the initiator where anybody may come.</summary>
readonly record struct ExpectationKey(Transport Transport, NetAddress Initiator, NetAddress Responder, ushort ResponderPort);

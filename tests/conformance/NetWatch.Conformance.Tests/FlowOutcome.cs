namespace NetWatch.Conformance.Tests;

/// <summary>What is said of a flow that must not depend on how its bytes were sent.</summary>
/// <param name="Ends">Both ends and the transport, whichever spoke first.</param>
/// <param name="App">The protocol.</param>
/// <param name="Names">Server names, in order of their facts.</param>
/// <param name="Ja4">The JA4 fingerprint, or empty.</param>
sealed record FlowOutcome(string Ends, string App, string Names, string Ja4);

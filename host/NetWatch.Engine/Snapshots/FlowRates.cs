using System.Runtime.InteropServices;

namespace NetWatch.Engine.Snapshots;

/// <summary>Rates of flows between snapshots, smoothed over a few seconds of packet time so that numbers can be read.</summary>
sealed class FlowRates
{
    // The smoothing alone would show something for half a minute after a fast flow has gone silent.
    const long SilenceNanoseconds = 3_000_000_000;

    const double SmoothedSeconds = 2;
    const long SmoothedNanoseconds = 2_000_000_000;

    readonly Dictionary<long, State> _states = [];

    internal int Count => _states.Count;

    internal (double ToServer, double ToClient) Measure(long number, long toServer, long toClient, long time, long started)
    {
        ref State state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, number, out bool known);
        double seconds = (time - state.Time) / 1e9;
        if (!known)
        {
            state = new State { Time = time, Grown = time, ToServer = toServer, ToClient = toClient };
            // Began a moment ago: as if it had been measured since its first packet. In a storm no flow is there for a second time.
            if (time - started < SmoothedNanoseconds) (state.RateToServer, state.RateToClient) = (toServer * 8 / SmoothedSeconds, toClient * 8 / SmoothedSeconds);
        }

        if (known && seconds >= 0.2)
        {
            double weight = Math.Min(1, seconds / SmoothedSeconds);
            state.RateToServer += weight * ((toServer - state.ToServer) * 8 / seconds - state.RateToServer);
            state.RateToClient += weight * ((toClient - state.ToClient) * 8 / seconds - state.RateToClient);
            if (toServer != state.ToServer || toClient != state.ToClient) state.Grown = time;
            else if (time - state.Grown > SilenceNanoseconds) (state.RateToServer, state.RateToClient) = (0, 0);
            (state.Time, state.ToServer, state.ToClient) = (time, toServer, toClient);
        }

        return (state.RateToServer < 1 ? 0 : state.RateToServer, state.RateToClient < 1 ? 0 : state.RateToClient);
    }

    internal void Forget(long number) => _states.Remove(number);

    struct State
    {
        internal long Time, Grown, ToServer, ToClient;
        internal double RateToServer, RateToClient;
    }
}

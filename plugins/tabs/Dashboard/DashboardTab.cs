using NetWatch.Sdk.Snapshots;
using NetWatch.Sdk.Tabs;
using NetWatch.Sdk.Tabs.Widgets;

namespace NetWatch.Plugins.Dashboard;

/// <summary>What the network does now, on one page: the rate, who makes it, with which protocols, and what was lost on the way.</summary>
[Tab("dashboard", "Dashboard", Order = 10)]
public sealed class DashboardTab : ITab
{
    const int MiddleHeight = 6;
    const int ServerRows = 5, LeastForServers = 10;

    readonly RatePanel _rate = new();
    readonly TopFlowsPanel _flows = new();
    readonly ServersPanel _servers = new();
    readonly ProcessesPanel _processes = new();
    readonly WithoutCapture _withoutCapture = new();

    public void Draw(in Frame frame, Surface surface)
    {
        EngineSnapshot? engine = frame.Get<EngineSnapshot>();
        if (engine is null)
        {
            Paragraph.Draw(surface, "Waiting for the first packets …", StyleRole.Muted);
            return;
        }

        FlowTableSnapshot? flows = frame.Get<FlowTableSnapshot>();
        int used = SourceLine.Draw(surface, engine);
        bool isFailed = engine.State == SourceState.Failed;
        FlowTableSnapshot? sockets = isFailed ? _withoutCapture.Sockets(frame.Get<ConnectionsSnapshot>()) : null;
        if (isFailed) engine = _withoutCapture.Rates(engine, frame.Get<TrafficSnapshot>(), frame.Get<NetworkConfigSnapshot>());
        _rate.Interface = isFailed ? _withoutCapture.Interface : null;
        _flows.IsOfSockets = sockets is not null;
        flows = sockets ?? flows;
        _flows.Update(flows, engine);
        used += MachineLine.Draw(surface.Slice(0, used, surface.Width, surface.Height - used),
            frame.Get<TrafficSnapshot>(), frame.Get<NetworkConfigSnapshot>(), frame.Get<HealthSnapshot>());
        ProcessBandwidthSnapshot? processes = frame.Get<ProcessBandwidthSnapshot>();
        Surface rest = surface.Slice(0, used, surface.Width, surface.Height - used);
        if (rest is { Width: >= 150, Height: >= 36 }) DrawWide(rest, engine, flows, processes);
        else DrawNarrow(rest, engine, flows, processes);
    }

    // Every key goes to the shell: there is nothing here to move or to choose.
    public bool OnKey(in KeyPress key) => false;

    void DrawNarrow(Surface surface, EngineSnapshot engine, FlowTableSnapshot? flows, ProcessBandwidthSnapshot? processes)
    {
        int width = surface.Width, height = surface.Height;
        int rateHeight = Math.Clamp(height * 3 / 10, 4, 20);
        int middle = height >= 14 ? MiddleHeight + Math.Clamp((height - 24) / 4, 0, 8) : 0;
        _rate.Draw(surface.Slice(0, 0, width, rateHeight), engine, _flows);
        int left = middle == 0 ? 0 : Math.Max(width * 11 / 20, Math.Min(width, 44));
        ProtocolsPanel.Draw(surface.Slice(0, rateHeight, left, middle), engine);
        Surface right = surface.Slice(left + 2, rateHeight, width - left - 2, middle);
        // Where nothing is lost the place is better used; the status line says it all the same.
        if (processes is { Processes.IsEmpty: false } && !LossPanel.HasLost(engine)) _processes.Draw(right, processes, "no loss");
        else LossPanel.Draw(right, engine);
        int top = rateHeight + middle;
        // In a storm of short flows one is like the other; what they are to says more.
        if (!_flows.SumsAll && height - top >= LeastForServers)
        {
            _servers.Draw(surface.Slice(0, top, width, ServerRows), flows);
            top += ServerRows;
        }

        _flows.Draw(surface.Slice(0, top, width, height - top), flows);
    }

    void DrawWide(Surface surface, EngineSnapshot engine, FlowTableSnapshot? flows, ProcessBandwidthSnapshot? processes)
    {
        int left = surface.Width * 3 / 5, right = surface.Width - left - 2, x = left + 2;
        // An even number of rows beside the rule and the times, so that the axis can have its middle label.
        int rateHeight = surface.Height / 6 * 2;
        _rate.Draw(surface.Slice(0, 0, left, rateHeight), engine, _flows);
        _flows.Draw(surface.Slice(0, rateHeight, left, surface.Height - rateHeight), flows);
        int protocols = Math.Min(surface.Height / 3, engine.Protocols.Length + 2);
        int loss = Math.Min(surface.Height / 4, engine.Drops.Length + 2);
        int servers = surface.Height - protocols - loss;
        ProtocolsPanel.Draw(surface.Slice(x, 0, right, protocols), engine);
        int own = processes is null ? 0 : Math.Min(servers / 2, Math.Max(3, processes.Processes.Length + 2));
        if (own > 0) _processes.Draw(surface.Slice(x, protocols, right, own), processes!, "by bytes");
        _servers.Draw(surface.Slice(x, protocols + own, right, servers - own), flows);
        LossPanel.Draw(surface.Slice(x, protocols + servers, right, loss), engine);
    }
}

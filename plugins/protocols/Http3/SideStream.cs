namespace NetWatch.Plugins.Http3;

/// <summary>A unidirectional stream whose kind is known or still to come.</summary>
sealed class SideStream
{
    internal StreamKind Kind { get; set; }

    /// <summary>The first bytes, while they do not yet tell the kind.</summary>
    internal byte[] Start { get; } = new byte[16];

    internal int StartLength { get; set; }

    /// <summary>Frames of a control stream.</summary>
    internal FrameReader Frames { get; } = new();
}

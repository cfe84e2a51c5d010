namespace NetWatch.Plugins.Http;

/// <summary>A message that is at hand.</summary>
/// <param name="Bytes">What it lies in.</param>
/// <param name="Layout">Where.</param>
/// <param name="Title">What it is in a few words.</param>
sealed record ShownMessage(byte[] Bytes, MessageLayout Layout, string Title);

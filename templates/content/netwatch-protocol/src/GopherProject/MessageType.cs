namespace GopherSpace;

/// <summary>What a message is for.</summary>
enum MessageType : byte
{
    /// <summary>The first message of a client; its body is the name of the client.</summary>
    Hello = 1,
    /// <summary>The answer to it; its body is the name of the server.</summary>
    Welcome = 2,
    /// <summary>Anything.</summary>
    Data = 3,
}

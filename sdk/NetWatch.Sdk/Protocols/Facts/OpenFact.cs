using System.Text;

namespace NetWatch.Sdk.Protocols.Facts;

/// <summary>
/// A fact of named values, for protocols whose facts no other plugin needs by type. Filters see each as <c>protocol.name</c>.
/// </summary>
/// <param name="protocol">The protocol id.</param>
/// <param name="kind">What kind of fact.</param>
/// <param name="values">The values in the order to show them: texts, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or lists of
/// texts. Other types are shown by their text.</param>
/// <param name="serverName">With whom the flow talks, or null.</param>
/// <param name="isTransaction">Whether exports write it as a record of its own.</param>
public sealed class OpenFact(
    string protocol, string kind, IReadOnlyList<KeyValuePair<string, object>> values, string? serverName = null, bool isTransaction = false)
    : Fact
{
    /// <summary>The same of an array, which a list written in brackets becomes.</summary>
    /// <param name="protocol">The protocol id.</param>
    /// <param name="kind">What kind of fact.</param>
    /// <param name="values">The values in the order to show them; kept, so not to be changed.</param>
    /// <param name="serverName">With whom the flow talks, or null.</param>
    /// <param name="isTransaction">Whether exports write it as a record of its own.</param>
    public OpenFact(string protocol, string kind, KeyValuePair<string, object>[] values, string? serverName = null, bool isTransaction = false)
        : this(protocol, kind, (IReadOnlyList<KeyValuePair<string, object>>)values, serverName, isTransaction)
    {
    }

    /// <inheritdoc/>
    public override string Protocol { get; } = protocol;

    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override bool IsTransaction { get; } = isTransaction;

    /// <inheritdoc/>
    public override string? ServerName { get; } = serverName;

    /// <summary>The values in the order they were given.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Values { get; } = values;

    /// <inheritdoc/>
    public override string Summary
    {
        get
        {
            var text = new StringBuilder(Kind);
            foreach ((string name, object value) in Values)
                text.Append(' ').Append(name).Append('=').Append(value is IReadOnlyList<string> list ? string.Join(',', list) : value);
            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public override void WriteTo(IFactWriter writer)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            (string name, object value) = Values[i];
            switch (value)
            {
                case long number: writer.Number(name, number); break;
                case int number: writer.Number(name, number); break;
                case double number: writer.Number(name, number); break;
                case bool flag: writer.Flag(name, flag); break;
                case IReadOnlyList<string> list: writer.List(name, list); break;
                default: writer.Text(name, value.ToString()); break;
            }
        }
    }
}

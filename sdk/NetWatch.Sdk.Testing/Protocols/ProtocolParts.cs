using System.Reflection;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>The classes of one protocol: its classifier and what is tied to it by <see cref="ForProtocolAttribute"/>.</summary>
public sealed record ProtocolParts
{
    /// <summary>The classifier.</summary>
    public required IProtocolClassifier Classifier { get; init; }

    /// <summary>Makes its analyzers, or null.</summary>
    public IFlowAnalyzerFactory? Analyzers { get; init; }

    /// <summary>Its describer, or null.</summary>
    public IProtocolDescriber? Describer { get; init; }

    /// <summary>Its dissector, or null.</summary>
    public IDissector? Dissector { get; init; }

    /// <summary>What the classifier declares.</summary>
    /// <exception cref="ArgumentException">The classifier has no <see cref="ProtocolAttribute"/>.</exception>
    public ProtocolAttribute Declaration => ClassifierRun.DeclarationOf(Classifier.GetType());

    /// <summary>Finds the classes of a protocol in the assembly of its classifier, as the host does, and makes one of each.</summary>
    /// <typeparam name="TClassifier">The classifier.</typeparam>
    public static ProtocolParts Of<TClassifier>() where TClassifier : IProtocolClassifier, new()
    {
        string id = ClassifierRun.DeclarationOf(typeof(TClassifier)).Id;
        return new ProtocolParts
        {
            Classifier = new TClassifier(),
            Analyzers = Make<IFlowAnalyzerFactory>(typeof(TClassifier).Assembly, id),
            Describer = Make<IProtocolDescriber>(typeof(TClassifier).Assembly, id),
            Dissector = Make<IDissector>(typeof(TClassifier).Assembly, id),
        };
    }

    static T? Make<T>(Assembly assembly, string id) where T : class
    {
        Type? type = assembly.GetTypes().FirstOrDefault(type =>
            !type.IsAbstract && type.IsAssignableTo(typeof(T)) && type.GetCustomAttribute<ForProtocolAttribute>()?.Id == id);
        return type is null ? null : (T?)Activator.CreateInstance(type, nonPublic: true);
    }
}

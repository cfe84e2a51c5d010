using System.Reflection;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Sdk.Testing.Protocols;

/// <summary>
/// A classifier with the samples of its protocol, as every <see cref="ClassifierContract{TClassifier}"/> has them: for tests over many protocols
/// at once.
/// </summary>
public interface IProtocolSamples
{
    /// <summary>The classifier.</summary>
    IProtocolClassifier Classifier { get; }

    /// <summary>Flows of its protocol.</summary>
    IReadOnlyList<FlowSample> Samples { get; }

    /// <summary>Makes all of an assembly that have a constructor without parameters, in the order of their names.</summary>
    static IEnumerable<IProtocolSamples> In(Assembly assembly) => assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IProtocolSamples))
            && type.GetConstructor(Type.EmptyTypes) is not null)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (IProtocolSamples)Activator.CreateInstance(type)!);
}

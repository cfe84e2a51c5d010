using System.Reflection;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Fuzz;

/// <summary>Every protocol of the plugin assemblies beside the program, by id: one that is added is fuzzed without a word here.</summary>
static class BundledProtocols
{
    internal static Protocol[] All { get; } = Load();

    static Protocol[] Load()
    {
        Type[] types = [.. Directory.GetFiles(AppContext.BaseDirectory, "NetWatch.Plugins.*.dll").SelectMany(file => Assembly.LoadFrom(file).GetExportedTypes())];
        return [.. types.Where(type => type.IsAssignableTo(typeof(IProtocolClassifier))).Select(type =>
        {
            ProtocolAttribute declaration = type.GetCustomAttribute<ProtocolAttribute>()!;
            return new Protocol(declaration, Make<IProtocolClassifier>(type)!, Of<IProtocolDescriber>(types, declaration.Id),
                Of<IFlowAnalyzerFactory>(types, declaration.Id), Of<IDissector>(types, declaration.Id));
        }).OrderBy(protocol => protocol.Id, StringComparer.Ordinal)];
    }

    static T? Of<T>(Type[] types, string id) where T : class =>
        Make<T>(types.FirstOrDefault(type => type.IsAssignableTo(typeof(T)) && type.GetCustomAttribute<ForProtocolAttribute>()?.Id == id));

    static T? Make<T>(Type? type) where T : class => type is null ? null : (T)Activator.CreateInstance(type)!;
}

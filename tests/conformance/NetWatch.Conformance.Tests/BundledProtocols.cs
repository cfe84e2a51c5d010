using System.Reflection;
using NetWatch.Engine.Identification;
using NetWatch.Sdk.Decryption;
using NetWatch.Sdk.Protocols;

namespace NetWatch.Conformance.Tests;

/// <summary>The bundled protocols, put together from the plugin assemblies beside the tests.</summary>
static class BundledProtocols
{
    internal static ProtocolTable Load()
    {
        Type[] types = [.. Directory.GetFiles(AppContext.BaseDirectory, "NetWatch.Plugins.*.dll").SelectMany(file => Assembly.LoadFrom(file).GetExportedTypes())];
        return new ProtocolTable(types.Where(type => type.IsAssignableTo(typeof(IProtocolClassifier))).Select(type =>
        {
            ProtocolAttribute declaration = type.GetCustomAttribute<ProtocolAttribute>()!;
            return new Protocol(declaration, Make<IProtocolClassifier>(type)!, Of<IProtocolDescriber>(types, declaration.Id),
                Of<IFlowAnalyzerFactory>(types, declaration.Id), Of<IDissector>(types, declaration.Id), DecryptorOf(types, declaration.Id));
        }));
    }

    static IDecryptorFactory? DecryptorOf(Type[] types, string id) =>
        Make<IDecryptorFactory>(types.FirstOrDefault(type => type.GetCustomAttribute<DecryptorAttribute>()?.ProtocolId == id));

    static T? Of<T>(Type[] types, string id) where T : class =>
        Make<T>(types.FirstOrDefault(type => type.IsAssignableTo(typeof(T)) && type.GetCustomAttribute<ForProtocolAttribute>()?.Id == id));

    static T? Make<T>(Type? type) where T : class => type is null ? null : (T)Activator.CreateInstance(type)!;
}

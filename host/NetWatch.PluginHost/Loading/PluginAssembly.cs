using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.PluginHost.Problems;

namespace NetWatch.PluginHost.Loading;

/// <summary>The assembly of one plugin, loaded when the first of its extensions is made.</summary>
sealed class PluginAssembly(Plugin plugin, IPluginServices services, string? stateFolder, HostLibraries host)
{
    Assembly? _assembly;
    PluginContext? _context;

    /// <summary>Whether the assembly can't be loaded; it is not tried again.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>
    /// Makes an extension. Each has its own instance even where one class serves several extension points, because they are called
    /// on different threads. Null with a problem when it can't be made.
    /// </summary>
    public T? Make<T>(ExtensionDeclaration declaration, out PluginProblem? problem) where T : class
    {
        string? mark = plugin.Origin != PluginOrigin.Bundled && stateFolder is not null ? LoadingMarks.Set(stateFolder, plugin.Id) : null;
        try
        {
            problem = null;
            object? instance = TryGetType(declaration, out Type? type, out problem) ? Construct(type, out problem) : null;
            if (instance is null or T) return (T?)instance;
            problem = new(ProblemCodes.InterfaceMissing, $"Class {declaration.TypeName} of plugin {plugin.Id} is not an {typeof(T).Name}.",
                "Report this to the author of the plugin.");
            return null;
        }
        finally
        {
            if (mark is not null) LoadingMarks.Clear(mark);
        }
    }

    bool TryGetType(ExtensionDeclaration declaration, [NotNullWhen(true)] out Type? type, out PluginProblem? problem)
    {
        try
        {
            _assembly ??= new PluginLoadContext(plugin, host).LoadFromAssemblyPath(plugin.EntryPath!);
            type = ByToken(_assembly, declaration) ?? _assembly.GetType(declaration.TypeName, throwOnError: true)!;
            problem = null;
            return true;
        }
        // Loading runs code and reads files of the plugin; whatever comes of that must not end the host.
        catch (Exception error)
        {
            HasFailed = _assembly is null;
            type = null;
            problem = new(ProblemCodes.LoadFailed, $"Plugin {plugin.Id} can't be loaded: {error.GetType().Name}: {error.Message}",
                "Reinstall the plugin with all files of its build output, or report this to its author.");
            return false;
        }
    }

    // A tenth of what it costs to have the first name of a type parsed. The assembly may have been replaced since, so the name is compared.
    static Type? ByToken(Assembly assembly, ExtensionDeclaration declaration)
    {
        if (declaration.TypeToken == 0) return null;
        try
        {
            return assembly.ManifestModule.ResolveType(declaration.TypeToken) is { } found && found.FullName == declaration.TypeName ? found : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    object? Construct(Type type, out PluginProblem? problem)
    {
        problem = null;
        try
        {
            if (type.GetConstructor(Type.EmptyTypes) is { } plain) return plain.Invoke(null);
            return Activator.CreateInstance(type, _context ??= new PluginContext(plugin.Manifest!, services));
        }
        catch (Exception error)
        {
            Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            problem = new(ProblemCodes.ConstructorThrew, $"The constructor of {type.FullName} in plugin {plugin.Id} threw {cause.GetType().Name}: {cause.Message}",
                "Report this to the author of the plugin. Everything else goes on without it.");
            return null;
        }
    }
}

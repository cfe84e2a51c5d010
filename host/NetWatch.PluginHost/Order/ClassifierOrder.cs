using System.Collections.Immutable;
using System.Globalization;
using NetWatch.PluginHost.Declarations;
using NetWatch.PluginHost.Discovery;
using NetWatch.Sdk.Protocols;

namespace NetWatch.PluginHost.Order;

/// <summary>
/// The declared order of classifiers: the user's list, evidence, priority, id. At run time the ones whose port fits come first
/// within the same evidence; that depends on the flow and so is not part of this list.
/// </summary>
public static class ClassifierOrder
{
    /// <summary>All classifiers of the plugins that will be loaded: the asked ones in order, then the disabled ones by id.</summary>
    public static ImmutableArray<ClassifierRank> Of(IEnumerable<Plugin> plugins, ClassifierOverrides overrides)
    {
        var found = new List<ClassifierRank>();
        foreach (Plugin plugin in plugins)
        {
            if (plugin.State != PluginState.Ready) continue;
            foreach (ExtensionDeclaration extension in plugin.Extensions)
            {
                if (extension is not ClassifierDeclaration classifier) continue;
                found.Add(new(0, plugin.Id, classifier, Reason(classifier, overrides), overrides.Disabled.Contains(classifier.Id)));
            }
        }

        found.Sort((a, b) => Compare(a.Classifier, b.Classifier, overrides));
        var ranks = ImmutableArray.CreateBuilder<ClassifierRank>(found.Count);
        foreach (ClassifierRank rank in found) ranks.Add(rank.IsDisabled ? rank : rank with { Position = ranks.Count + 1 });
        return ranks.MoveToImmutable();
    }

    static int Compare(ClassifierDeclaration a, ClassifierDeclaration b, ClassifierOverrides overrides)
    {
        int byState = overrides.Disabled.Contains(a.Id).CompareTo(overrides.Disabled.Contains(b.Id));
        if (byState != 0) return byState;
        if (overrides.Disabled.Contains(a.Id)) return string.CompareOrdinal(a.Id, b.Id);
        int byList = ListPosition(a.Id, overrides).CompareTo(ListPosition(b.Id, overrides));
        if (byList != 0) return byList;
        int byEvidence = b.Evidence.CompareTo(a.Evidence);
        if (byEvidence != 0) return byEvidence;
        int byPriority = b.Priority.CompareTo(a.Priority);
        return byPriority != 0 ? byPriority : string.CompareOrdinal(a.Id, b.Id);
    }

    static int ListPosition(string id, ClassifierOverrides overrides)
    {
        int position = overrides.First.IndexOf(id);
        return position < 0 ? int.MaxValue : position;
    }

    static string Reason(ClassifierDeclaration classifier, ClassifierOverrides overrides)
    {
        if (overrides.Disabled.Contains(classifier.Id)) return "turned off by the user";
        int listed = overrides.First.IndexOf(classifier.Id);
        if (listed >= 0) return string.Create(CultureInfo.InvariantCulture, $"number {listed + 1} of the user's list");
        string reason = classifier.Evidence switch
        {
            Evidence.Magic => "magic: fixed bits",
            Evidence.Structure => "structure: several fields",
            _ => "weak: asked only on its ports",
        };
        return classifier.Priority == 0 ? reason : string.Create(CultureInfo.InvariantCulture, $"{reason}; priority {classifier.Priority}");
    }
}

using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Atelier.Tests.Architecture;

/// <summary>Dependencies of folders point one way.</summary>
public class DependencyTests
{
    // From low to high. The types of a run are those of the root that conduct the folders.
    private static readonly string[] Order = ["Atelier.Imaging", "Atelier.Networks", "Atelier.Losses", "Atelier.Optimization", "run"];

    private static readonly string[] OfARun =
    [
        "Stylizer", "NetworkCache", "SharedNetwork", "StylizeRun", "ScaleRun", "RunState", "RunServices", "ImagePyramid", "ScaledRegions", "ScaledStyle",
        "PreviewConstraint", "PriorResult", "ResultGuard", "Evaluation", "Unpainted", "ColorOnly",
    ];

    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(typeof(Stylizer).Assembly).Build();

    [Fact]
    public void Types_OfALowerFolder_DoNotKnowAHigherOne()
    {
        var wrong = from type in Library.Types
                    let own = Array.IndexOf(Order, FolderOf(type))
                    where own >= 0
                    from target in type.Dependencies.Select(d => d.Target).Distinct()
                    where Array.IndexOf(Order, FolderOf(target)) > own
                    select $"{type.FullName} → {target.FullName}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Types_OfEachFolder_AreLookedAt() =>
        Assert.All(Order, folder => Assert.Contains(Library.Types, t => FolderOf(t) == folder));

    private static string? FolderOf(IType type) => type.Namespace?.FullName switch
    {
        null => null, // a generic parameter, or a type of another assembly
        "Atelier" => OfARun.Contains(type.Name) ? "run" : null,
        var name => Order.FirstOrDefault(f => name == f || name.StartsWith(f + ".", StringComparison.Ordinal)),
    };
}

using Atelier.Networks.Runtime;

[assembly: AssemblyFixture(typeof(Atelier.Training.Tests.EngineFixture))]

namespace Atelier.Training.Tests;

/// <summary>Starts the engine before the first test, since most use torch themselves.</summary>
public sealed class EngineFixture
{
    public EngineFixture() => TorchRuntime.Start();
}

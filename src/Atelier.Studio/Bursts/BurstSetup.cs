using Atelier.Studio.Jobs;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atelier.Studio.Bursts;

/// <summary>Has a studio answer in bursts.</summary>
internal static class BurstSetup
{
    /// <summary>Puts the transport before Kestrel's own, which stays for systems that it is not made for.</summary>
    public static void AddBursts(this IServiceCollection services) => services.AddSingleton<IConnectionListenerFactory>(s =>
    {
        var runner = s.GetRequiredService<JobRunner>();
        return new BurstTransport(new BurstPace(() => runner.IsPainting), s.GetRequiredService<IMemoryPoolFactory<byte>>(), s.GetRequiredService<ILogger<BurstTransport>>());
    });
}

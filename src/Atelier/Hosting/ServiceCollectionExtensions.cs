using Atelier;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Atelier.</summary>
public static class AtelierServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="IStylizer"/> for the application, which the container disposes.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings; null to leave them to the <see cref="IOptions{TOptions}"/> of <see cref="StylizerSettings"/>.</param>
    public static IServiceCollection AddAtelier(this IServiceCollection services, Action<StylizerSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<StylizerSettings>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton<IStylizer>(provider =>
            new Stylizer(provider.GetRequiredService<IOptions<StylizerSettings>>().Value, provider.GetService<ILogger<Stylizer>>()));
        return services;
    }
}

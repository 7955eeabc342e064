using Atelier.Client;
using Atelier.Studio.Api;
using Atelier.Studio.Data;
using Atelier.Studio.Jobs;
using Atelier.Studio.Page;
using Atelier.Studio.Pictures;
using Atelier.Studio.Safety;
using Atelier.Studio.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Atelier.Studio;

/// <summary>The studio: an HTTP server that paints.</summary>
public static class StudioServer
{
    private const int LargestBody = 256 << 10;

    /// <summary>How long the jobs that are painted have to stop when the server ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Puts a studio together, ready to be run.</summary>
    /// <exception cref="OptionsException">The settings make no sense or are not safe.</exception>
    public static WebApplication Build(StudioSettings settings) => Build(settings, Stylizer.Run, TimeProvider.System);

    /// <summary>The same with another engine or clock, for tests.</summary>
    internal static WebApplication Build(StudioSettings settings, PaintEngine engine, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();

        // Empty: no configuration files or variables of others decide at which address the server listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddLogs(settings);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(settings.Address, settings.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxConcurrentConnections = 2000;
        });

        AddServices(builder.Services, settings, engine, time);

        var app = builder.Build();
        OpenData(app, settings);
        app.UseProxies(settings);
        app.UseSafeHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseHostCheck(settings);
        app.UseCrossSiteCheck();
        app.UseKeyCheck(app.Services.GetRequiredService<ApiKeys>());
        app.UseRouting();
        app.UseRates(settings, time);
        MapAll(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, StudioSettings settings, PaintEngine engine, TimeProvider time)
    {
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = Patience;
            host.ServicesStopConcurrently = true; // requests that linger must not take the time that jobs need to stop
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            StudioJson.Apply(json.SerializerOptions);
            json.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        });
        services.AddRoutingCore();
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems>();
        services.AddApiDescription();
        services.AddTelemetry();

        services.AddSingleton(settings);
        services.AddSingleton(time);
        services.AddSingleton(engine);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton(_ => DataFolder.Open(settings.DataFolder));
        services.AddSingleton<BlobStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<EncodedResults>();
        services.AddSingleton<GalleryRecovery>();
        services.AddSingleton<SamplePaintings>();
        services.AddSingleton<UploadService>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobEventStreams>();
        services.AddSingleton<JobCheckpoints>();
        services.AddSingleton<JobPainter>();
        services.AddSingleton<JobRequestValidator>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobService>();
        services.AddSingleton<RetentionService>();
        services.AddHostedService(s => s.GetRequiredService<JobRunner>());
        services.AddHostedService(s => s.GetRequiredService<RetentionService>());
    }

    // Before anything is served: a folder that cannot be used is refused in one line.
    private static void OpenData(WebApplication app, StudioSettings settings)
    {
        try
        {
            app.Services.GetRequiredService<RetentionService>(); // which uses all that has a folder in it
            app.Services.GetRequiredService<GalleryRecovery>().Run();
        }
        catch (Exception error)
        {
            ((IDisposable)app).Dispose();
            if (error is not AtelierException && DiskSpace.IsFull(error))
            {
                throw DataFolder.FullRefusal(settings.DataFolder, error);
            }

            throw;
        }
    }

    private static void MapAll(WebApplication app)
    {
        var all = app.MapGroup("").WithHead();
        var api = all.MapGroup("/api/v1");
        api.MapInfo();
        api.MapPictures();
        api.MapJobs();
        api.MapEvents();
        api.MapResults();
        api.MapSession();
        all.MapHealth();
        all.MapApiDescription();
        all.MapWebFiles();
    }
}

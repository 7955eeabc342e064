using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Atelier.Studio.Telemetry;

/// <summary>Traces, figures and logs.</summary>
internal static class StudioTelemetry
{
    /// <summary>Adds traces and figures; they leave the machine only where OpenTelemetry's own environment variables say where to.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<StudioMeter>();

        // Where nobody gets them they are not even taken: each request would pay for it.
        if (IsGiven("TRACES"))
        {
            services.AddOpenTelemetry().WithTracing(traces => traces.AddSource(StudioMeter.Name, RunTelemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }

        if (IsGiven("METRICS"))
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(StudioMeter.Name, RunTelemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }

    /// <summary>Adds logs on standard error, with the job's id where there is one.</summary>
    public static void AddLogs(this ILoggingBuilder logging, StudioSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None); // Problems says the same
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // else each request has a scope and an activity; Kestrel says the same
        if (settings.LogsJson)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "O";
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }

        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static bool IsGiven(string signal) =>
        new[] { "OTEL_EXPORTER_OTLP_ENDPOINT", $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT" }.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}

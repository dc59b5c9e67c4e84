using System.Diagnostics;
using ApprovalFlow.Runtime.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace ApprovalFlow.Server.Telemetry;

internal static class TelemetrySetup
{
    /// <summary>First of all services that run: it starts before the others and ends after them.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        if (options.Problems() is { Count: > 0 } problems)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<TelemetryExport>();
        builder.Services.AddHostedService<SoundingWorker>();
    }

    /// <summary>A request's span is called by its route; the platform gives it neither name nor outcome, and would give it the whole path.</summary>
    public static IApplicationBuilder UseRequestSpans(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            await next(http);
            return;
        }
        try
        {
            await next(http);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                span.SetStatus(ActivityStatusCode.Error);
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw;
        }
        finally
        {
            var (method, route) = (MethodOf(http.Request.Method), (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            span.DisplayName = route is null ? method : $"{method} {route}";
            span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("url.scheme", http.Request.Scheme is "https" ? "https" : "http");
        }
    });

    /// <summary>Whoever asks may write anything where the method stands.</summary>
    private static string MethodOf(string method) => HttpMethods.GetCanonicalizedValue(method) is var known && (HttpMethods.IsGet(known) || HttpMethods.IsPost(known) || HttpMethods.IsPut(known) || HttpMethods.IsDelete(known)
        || HttpMethods.IsHead(known) || HttpMethods.IsPatch(known) || HttpMethods.IsOptions(known) || HttpMethods.IsConnect(known) || HttpMethods.IsTrace(known)) ? known : "_OTHER";
}

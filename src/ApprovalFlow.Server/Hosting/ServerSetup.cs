using System.Text.Encodings.Web;
using System.Text.Unicode;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Api;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Feeding;
using ApprovalFlow.Server.Logs;
using ApprovalFlow.Server.Messages;
using ApprovalFlow.Server.Telemetry;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;
using ApprovalFlow.Server.Ui.Shell;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace ApprovalFlow.Server.Hosting;

/// <summary>What the server is made of, and in which order a request meets it.</summary>
public static class ServerSetup
{
    public static void AddApprovalFlowServer(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new();
        if (options.Problems() is { Count: > 0 } problems)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        options.DemoUsers = builder.Environment.IsDevelopment() && builder.Configuration.GetValue($"{ServerOptions.Section}:{nameof(ServerOptions.DemoUsers)}", true);

        var services = builder.Services;
        builder.AddLogs(options);
        builder.AddTelemetry();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = ApiSetup.LargestBody);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddApprovalFlow(flow => UseDatabase(flow, options).AddWorkflowsFrom(options.Workflows).Configure(o =>
        {
            o.KeyFolder = options.Keys;
            o.TimestampAuthority = options.TimestampAuthority.Length == 0 ? null : new(options.TimestampAuthority);
        }));
        services.AddAccounts();
        services.AddScoped<DemoUsers>();
        services.AddScoped<CaseDesk>();
        services.AddScoped<ForecastDesk>();
        services.AddScoped<TripDesk>();
        services.AddScoped<PacketDesk>();
        services.AddScoped<MonitorDesk>();
        services.AddSingleton<BoardDesk>();
        services.AddSingleton<BoardNames>();
        services.AddSingleton<BoardSheets>();
        services.AddScoped<RehearsalDesk>();
        services.AddScoped<VersionDesk>();
        services.AddScoped<MigrationDesk>();
        services.AddSingleton<WhatIfDesk>();
        services.AddSingleton<VerificationDesk>();
        services.AddSingleton<ReplayDesk>();
        services.AddScoped<SubstitutionDesk>();
        services.AddScoped<PostDesk>();
        services.AddScoped<MarkDesk>();
        services.AddScoped<MessageDesk>();
        services.AddScoped<EvidenceDesk>();
        services.AddScoped<RetentionDesk>();
        services.AddSingleton<ReportPrinter>();
        services.AddApi();
        services.AddTimers(options);
        services.AddLedger();
        services.AddHousekeeping();
        services.AddMessages(builder.Configuration, builder.Environment.IsDevelopment());
        services.AddFeed(builder.Configuration);
        services.AddHealth();
        services.AddHostedService<HeartbeatWatch>();
        services.AddHostedService<Preparation>();

        services.AddSingleton<PageTexts>();
        services.AddSingleton<OutcomeNames>();
        services.AddSingleton<Ui.Pages.Cases.HistoryTexts>();
        services.AddSingleton<Ui.Pages.Designer.CanvasWriter>();
        services.AddSingleton<Ui.Pages.Migrating.MigrationWords>();
        services.AddSingleton<Ui.Pages.Trips.TripTexts>();
        services.AddSingleton<Ui.Pages.Packets.PacketTexts>();
        services.AddSingleton(provider => new LocalTimes(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone), provider.GetRequiredService<TimeProvider>()));
        services.AddRequestLocalization(localization =>
        {
            localization.DefaultRequestCulture = new(PageTexts.Chinese);
            localization.SetDefaultCulture(PageTexts.Chinese).AddSupportedCultures([.. PageTexts.Cultures]).AddSupportedUICultures([.. PageTexts.Cultures]);
            // Chinese first: English is a choice of the reader, not of the browser.
            localization.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        // Chinese characters go out as themselves: half the bytes, and a page source that people can read.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // The layout of a thousand activities comes in one message; the usual 32 kB would end the circuit.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "approvalflow-form";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void UseApprovalFlowServer(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseSecureHeaders();
        app.UseWhen(IsApi, api => api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : exception is ContentRemovedException ? StatusCodes.Status410Gone : StatusCodes.Status500InternalServerError,
            // The caller's mistake: answered, not reported.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException or ContentRemovedException,
        }).UseStatusCodePages().UseBodyLimit());
        app.UseWhen(http => !IsApi(http), pages =>
        {
            if (!app.Environment.IsDevelopment())
                pages.UseExceptionHandler("/error", createScopeForErrors: true).UseHsts();
        });
        // Only what somebody looks for and does not find becomes a page; a refused form keeps its bare status.
        app.UseWhen(http => !IsApi(http) && HttpMethods.IsGet(http.Request.Method), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        // Pages for those who build pages are not part of an installation.
        if (!app.Environment.IsDevelopment())
            app.UseWhen(http => http.Request.Path.StartsWithSegments("/dev"), pages => pages.Run(http => { http.Response.StatusCode = StatusCodes.Status404NotFound; return Task.CompletedTask; }));
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapApi();
        app.MapPreferences();
        app.MapSignOut();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments(WorkflowDefinitionsApi.Prefix) || http.Request.Path.StartsWithSegments("/openapi");

    private static ApprovalFlowBuilder UseDatabase(ApprovalFlowBuilder flow, ServerOptions options) => options.Provider switch
    {
        "Postgres" => flow.UsePostgres(options.ConnectionString),
        "SqlServer" => flow.UseSqlServer(options.ConnectionString),
        _ => flow.UseSqlite(options.ConnectionString),
    };
}

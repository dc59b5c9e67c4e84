using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApprovalFlow.Server.Tests.Logs;

/// <summary>A gateway and a bureau that refuse, and repeat all that they were sent.</summary>
internal sealed class Unkind : IAsyncDisposable
{
    private readonly WebApplication app;
    private int asked, fed;

    private Unkind(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;
    public int Asked => asked;
    public int Fed => fed;

    public static async Task<Unkind> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var unkind = new Unkind(builder.Build());
        unkind.app.MapGet("/sendsms", async Task (HttpContext http) =>
        {
            Interlocked.Increment(ref unkind.asked);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync($"No: {string.Join(' ', http.Request.Query.Select(q => q.Value))}");
        });
        unkind.app.MapPost("/feed", async Task (HttpContext http) =>
        {
            Interlocked.Increment(ref unkind.fed);
            using var reader = new StreamReader(http.Request.Body);
            var sent = await reader.ReadToEndAsync();
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await http.Response.WriteAsync(sent[Math.Max(0, sent.Length - 4_000)..]);
        });
        await unkind.app.StartAsync();
        unkind.Address = new(unkind.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return unkind;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using System.Net;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Ledgers;

/// <summary>Pages confirmed by somebody outside, over the real protocol.</summary>
public sealed class LedgerTimestampTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private sealed class OpenSslFactAttribute : FactAttribute
    {
        public OpenSslFactAttribute() => Skip = OpenSslAuthority.IsAvailable ? null : "Needs openssl: install Debian's package 'openssl'.";
    }

    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-keys-").FullName;
    private LedgerKeeper Keeper => new(fixture.Contexts, new(folder), fixture.Time);

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        var house = House.Open(fixture.Stores, fixture.Time);
        await house.RegisterAsync("S-1", "GSJ-001-A", await house.PublishAsync("GSJ-001-A"));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private LedgerTimestamps Over(OpenSslAuthority authority) => new(fixture.Contexts, new HttpTimestampAuthority(new(authority, disposeHandler: false), new("http://127.0.0.1/tsa")), fixture.Time);

    [OpenSslFact]
    public async Task Every_page_should_be_confirmed_once_and_its_token_say_so_of_no_other_page()
    {
        using var authority = new OpenSslAuthority();
        var (one, two) = (await Keeper.CloseAsync(), await Keeper.CloseAsync());
        (await Over(authority).StampAsync()).ShouldBe(2);
        (await Over(authority).StampAsync()).ShouldBe(0);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var token = (await context.LedgerTimestamps.SingleAsync(t => t.Page == 1)).Token;
        LedgerTimestamps.Read(token, one.Page.Entry).ShouldNotBeNull().Signer!.Subject.ShouldBe("CN=Test Timestamp Authority");
        LedgerTimestamps.Read(token, two.Page.Entry).ShouldBeNull();
        LedgerTimestamps.Read(new byte[] { 1, 2, 3 }, one.Page.Entry).ShouldBeNull();
        token[^20] ^= 1;
        LedgerTimestamps.Read(token, one.Page.Entry).ShouldBeNull();
    }

    [OpenSslFact]
    public async Task Page_should_wait_while_the_service_refuses_and_an_old_answer_should_not_be_taken()
    {
        using var authority = new OpenSslAuthority { Refuses = HttpStatusCode.ServiceUnavailable };
        await Keeper.CloseAsync();
        await Should.ThrowAsync<IOException>(() => Over(authority).StampAsync());
        authority.Refuses = null;
        authority.Repeats = true;
        (await Over(authority).StampAsync()).ShouldBe(1);
        await Keeper.CloseAsync();
        await Should.ThrowAsync<IOException>(() => Over(authority).StampAsync());
        authority.Repeats = false;
        (await Over(authority).StampAsync()).ShouldBe(1);
    }
}

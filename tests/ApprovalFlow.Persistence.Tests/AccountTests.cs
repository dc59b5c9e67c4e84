using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests;

public sealed class AccountTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Mandates_should_be_replaced_whole_when_they_are_set()
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            context.Users.Add(new UserAccount { Id = "u1", UserName = "clerk", NormalizedUserName = "CLERK", DisplayNameZh = "窗口人员", DisplayNameEn = "Window clerk" });
            await context.SaveChangesAsync();
        }
        var mandates = fixture.Services.GetRequiredService<UserMandates>();
        var users = fixture.Services.GetRequiredService<UserQuery>();
        await mandates.SetAsync("u1", [new("window-clerk", "dept-fgw"), new("window-clerk", "dept-fgw"), new("cashier")]);
        (await users.FindByNameAsync("Clerk")).ShouldNotBeNull().Mandates.ShouldBe([new("window-clerk", "dept-fgw"), new("cashier")]);

        await mandates.SetAsync("u1", [new("county-clerk", null, "140105")]);
        var actor = (await users.FindAsync("u1")).ShouldNotBeNull().AsActor();
        actor.Name.ShouldBe("窗口人员");
        actor.Mandates.ShouldBe([new Mandate("county-clerk", null, "140105")]);
        (await users.ListAsync()).Count.ShouldBe(1);
        (await users.FindAsync("u2")).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => mandates.SetAsync("u2", []));
    }
}

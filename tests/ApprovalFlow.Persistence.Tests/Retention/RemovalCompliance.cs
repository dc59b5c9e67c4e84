using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Boards;
using System.Data.Common;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Retention;

/// <summary>What is removed of a real case: two persons, nothing of the person left anywhere, every chain verifiable, and every forgery of it named.</summary>
public abstract class RemovalCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    protected const string Case = "R-1", Beside = "R-2";
    /// <summary>Found nowhere but where this case put them.</summary>
    protected static readonly string[] Marks = ["示例标记申请人甲乙", "91149900MARK0001X", "13900007788", "标记短信正文", "标记附件内容"];
    private static readonly Actor Administrator = new("u-admin", "管理员", [new(Roles.Administrator)]), Auditor = new("u-audit", "审计员", [new(Roles.Auditor)]);
    private readonly string folder = Path.Combine(Path.GetTempPath(), "approvalflow-keys-" + Path.GetRandomFileName());
    protected House house = null!;
    private string paper = "", packet = "";

    private LedgerKeys Keys => new(folder);
    private LedgerKeeper Keeper => new(fixture.Contexts, Keys, fixture.Time);
    private RedactionFiles Files => fixture.Services.GetRequiredService<RedactionFiles>();
    private ContentRemover Remover(Action<string>? step = null) => new(fixture.Contexts, fixture.Services.GetRequiredService<IOptions<ApprovalFlowOptions>>(), new(fixture.Contexts), Files.Schedule, fixture.Time) { Step = step };

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        fixture.Time.MoveTo(new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));
        house = House.Open(fixture.Stores, fixture.Time);
        var hash = await house.PublishAsync("FGW-001-A");
        var flow = House.Catalogue.Flow("FGW-001-A")!;
        var application = SampleApplication.Register(Case, hash, flow, House.Catalogue.Item(flow.ItemCode)!);
        await house.AcceptedAsync(Case, application with { Applicant = application.Applicant with { Name = Marks[0], IdNumber = Marks[1], Phone = Marks[2], UserId = "u-applicant" } }, "u-clerk:first");
        await house.RegisterAsync(Beside, "FGW-001-A", hash);
        paper = await new ContentStore(fixture.Contexts, fixture.Time).KeepAsync(Encoding.UTF8.GetBytes(Marks[4]), "text/plain");
        await house.AcceptedAsync(Case, new CaseCommand.AddComment(new("u-clerk", "窗口办事员", [new(Roles.WindowClerk, "dept-fgw")]), $"请联系{Marks[0]}，电话{Marks[2]}") { Attachments = [new("附件.txt", paper, 20, "text/plain")] });
        var readings = new ReadLog(fixture.Contexts, fixture.Time);
        await readings.AddAsync(Case, new("u-applicant", Marks[0], "page") { Role = Roles.Applicant });
        await readings.AddAsync(Case, new("u-audit", "审计员", "page") { Role = Roles.Auditor });
        await house.WalkToEndAsync(Case);
        await fixture.Stores.Messages.AddAsync([new($"{Case}/1", "case-registered", Case, Contact.ApplicantId, MessageChannels.Sms, Marks[2], MessageClass.Legal, "received", 1, true, "", Marks[3], fixture.Time.GetUtcNow(), new Delivery(DeliveryState.Delivered, null))]);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        context.Notices.Add(new() { UserId = "u-clerk", At = fixture.Time.GetUtcNow(), Key = $"{Case}/9", Kind = "told", CaseNumber = Case, FromName = Marks[0], Text = Marks[0] });
        context.Reminders.Add(new() { Id = "r-1", UserId = "u-clerk", CaseNumber = Case, At = fixture.Time.GetUtcNow(), Text = Marks[0] });
        context.OptOuts.Add(new() { Subject = "tel:" + Marks[2], Class = MessageClass.Progress, Channel = MessageChannels.Sms, At = fixture.Time.GetUtcNow() });
        context.Cards.Add(new() { CaseNumber = Beside, CardId = "c-1", Level = "yellow", Rule = "r", ApplicantName = "示例申请人", DepartmentId = "dept-fgw", OwnerRole = "reviewer", RaisedAt = fixture.Time.GetUtcNow() });
        context.Proposals.Add(new() { CaseNumber = Case, Sequence = 5, TaskId = "t", DepartmentId = "dept-fgw", ItemCode = "FGW-001", ApplicantName = Marks[0], ApplicantId = Marks[1], Site = Marks[0], At = fixture.Time.GetUtcNow() });
        await context.SaveChangesAsync();
        // The decision goes to its regulator, who takes it and finds nothing amiss.
        while (await house.Outbox.DispatchAsync(50) > 0)
        {
        }
        packet = (await context.Packets.AsNoTracking().SingleAsync(p => p.CaseNumber == Case)).Number;
        var regulator = new Actor("u-reg", "监管员", [new(Roles.Regulator, (await house.Packets.FindAsync(packet))!.To)]);
        (await house.Packets.ExecuteAsync(packet, new PacketCommand.Claim(regulator))).Rejection.ShouldBeNull();
        while (await house.Outbox.DispatchAsync(50) > 0)
        {
        }
        context.PacketFeedback.Add(new() { PacketNumber = packet, FeedbackId = "F9", ApplicantId = Marks[1], CaseNumber = Case, DepartmentId = "dept-fgw", Text = Marks[0] });
        await context.SaveChangesAsync();
        await Boards.KeepAsync(sweep: true);
        context.BoardReasons.Add(new() { CaseNumber = Case, Sequence = 2, Kind = ReasonKind.Withdrawal, On = new(2026, 3, 2), DepartmentId = "dept-fgw", ItemCode = "FGW-001", FlowCode = "FGW-001-A", Text = Marks[0] });
        context.Anomalies.Add(new() { CaseNumber = Case, Sequence = 2, Code = Anomaly.SecondNotice, DepartmentId = "dept-fgw", FlowCode = "FGW-001-A", At = fixture.Time.GetUtcNow(), Zh = Marks[0], En = Marks[0], Finding = "explained", FindingText = Marks[0] });
        await context.SaveChangesAsync();
        // What else this flow sends, nobody listens to here.
        await context.Outbox.ExecuteDeleteAsync();
        await Keeper.CloseAsync();
        fixture.Time.MoveTo(new(2057, 1, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    }

    public Task DisposeAsync()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private BoardKeeper Boards => ActivatorUtilities.CreateInstance<BoardKeeper>(fixture.Services);

    [ProviderFact]
    public async Task What_was_counted_of_the_case_should_stay_counted()
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var before = await context.BoardCases.AsNoTracking().SingleAsync(c => c.CaseNumber == Case);
        before.IsDecided.ShouldBeTrue();
        await RemovedAsync();
        // It cannot be reckoned any more, and nobody tries, not even under other rules.
        (await Boards.KeepAsync(sweep: true)).ShouldBe(0);
        await context.BoardCases.ExecuteUpdateAsync(s => s.SetProperty(c => c.Rules, "0:other"));
        (await Boards.KeepAsync(sweep: true)).ShouldBe(await context.Cases.CountAsync() - 1);
        var after = await context.BoardCases.AsNoTracking().SingleAsync(c => c.CaseNumber == Case);
        (after.EndedOn, after.InTime, after.UsedDays, after.Result).ShouldBe((before.EndedOn, before.InTime, before.UsedDays, before.Result));
        (await context.BoardSteps.CountAsync(s => s.CaseNumber == Case)).ShouldBeGreaterThan(0);
    }

    private async Task AgreedAsync(RemovalScope scope = RemovalScope.Case)
    {
        (await Files.ExecuteAsync(Case, new RedactionCommand.Ask(scope, RemovalGround.TermEnded, "鉴定意见〔2057〕1号", "保管期限届满", Administrator))).Rejection.ShouldBeNull();
        (await Files.ExecuteAsync(Case, new RedactionCommand.Agree((await Files.FindAsync(Case))!.State.Request!.Sequence, Auditor))).Rejection.ShouldBeNull();
    }

    private async Task RemovedAsync()
    {
        await AgreedAsync();
        (await Remover().RunAsync(Case, "运维员")).Record.ShouldBe($"redactions/{Case}/3");
    }

    private async Task<List<string>> ProblemsAsync(long since = 0)
    {
        List<string> problems = [];
        await foreach (var batch in new ChainVerifier(fixture.Contexts).VerifyAsync(null, since))
            problems.AddRange(batch.Streams.SelectMany(s => s.Problems));
        return problems;
    }

    private async Task<List<string>> ListProblemsAsync()
    {
        List<string> problems = [];
        await foreach (var verified in fixture.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            // The planted rows are of no event; what they are here for is found elsewhere.
            problems.AddRange(verified.Problems.Where(p => !p.Contains("the proposals of visits") && !p.Contains("the findings of packet") && !p.Contains("the number of cards")));
        return problems;
    }

    /// <summary>Every column of every table that holds one of the marks.</summary>
    private async Task<List<string>> FoundAsync()
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        await context.Database.OpenConnectionAsync();
        var connection = context.Database.GetDbConnection();
        List<string> found = [];
        foreach (var table in context.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    if (Text(reader, i) is { } text && Marks.Any(text.Contains))
                        found.Add($"{table}.{reader.GetName(i)}");
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];

        static string? Text(DbDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetValue(i) switch { string text => text, byte[] bytes => Encoding.UTF8.GetString(bytes), _ => null };
    }

    [ProviderFact]
    public async Task Nothing_of_the_person_should_be_left_in_any_column_of_any_table()
    {
        (await FoundAsync()).ShouldBe(["anomalies.en", "anomalies.finding_text", "anomalies.zh", "board_reasons.text", "cases.applicant_name", "contents.bytes", "journal.events", "message_opt_outs.subject", "messages.address", "messages.text", "notices.from_name", "notices.text", "packet_feedback.applicant_id", "packet_feedback.text", "packets.applicant_name", "proposals.applicant_id", "proposals.applicant_name", "proposals.site", "reminders.text", "tasks.applicant_name"]);
        await RemovedAsync();
        (await FoundAsync()).ShouldBeEmpty();
        await Remover().CompactAsync();
        (await Remover().IsCompactionOwedAsync()).ShouldBeFalse();
        foreach (var file in FilesOnDisk())
            Marks.Where(mark => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0).ShouldBeEmpty(file);
        (await fixture.Stores.Cases.FindAnswerAsync("u-clerk:first")).ShouldNotBeNull().IsForgotten.ShouldBeTrue();
    }

    /// <summary>The database itself, where it is a file.</summary>
    protected virtual IEnumerable<string> FilesOnDisk() => [];

    [ProviderFact]
    public async Task Chain_lists_ledger_and_proofs_should_hold_after_a_removal_as_before()
    {
        (await ProblemsAsync()).ShouldBeEmpty();
        var before = (await fixture.Stores.Cases.LoadAsync(Case, 0))!.Events;
        await RemovedAsync();
        var stream = (await fixture.Stores.Cases.LoadAsync(Case, 0))!;
        stream.Events.SkipLast(1).Select(e => (e.Sequence, e.At, e.Type, e.TypeVersion, Convert.ToHexString(e.Hash))).ShouldBe(before.Select(e => (e.Sequence, e.At, e.Type, e.TypeVersion, Convert.ToHexString(e.Hash))));
        stream.Events.SkipLast(1).ShouldAllBe(e => e.Data == "{\"redacted\":\"redactions/R-1/3\"}");
        (stream.Events[^1].Type, stream.Header.RedactedBy, stream.Header.Status, stream.Header.Result).ShouldBe(("case-redacted", "redactions/R-1/3", CaseStatus.Closed, "approved"));
        (await ProblemsAsync()).ShouldBeEmpty();
        (await ProblemsAsync(since: 1)).ShouldBeEmpty();
        (await ListProblemsAsync()).ShouldBeEmpty();
        var page = await Keeper.CloseAsync();
        page.Problems.ShouldBeEmpty();
        (await ProblemsAsync()).ShouldBeEmpty();
        var proof = InclusionProofOf(await new ProofQuery(fixture.Contexts).FindAsync(Case, 2));
        proof.Check(Keys.Find((await Keeper.FindAsync(1))!.Entry.KeyId)!).ShouldBeEmpty();
        proof.Removed.ShouldBe(new Tombstone("redactions/R-1", 3));
        var removal = (await Files.FindAsync(Case))!.State.Removals.Single();
        (removal.Request!.Asked.By.Name, removal.Request.AgreedBy!.Name, removal.What.Operator, removal.What.Schedule, removal.What.Papers.Single(), removal.What.Messages).ShouldBe(("管理员", "审计员", "运维员", 1, paper, 1));
        removal.What.Streams.Select(s => (s.Stream, s.Events.Count)).ShouldBe([(Case, before.Count), (packet, 3), ("reads/R-1", 1)]);
        (await new ReadLog(fixture.Contexts, fixture.Time).ListAsync(Case, 10)).Count.ShouldBe(2);
        (await new ContentStore(fixture.Contexts, fixture.Time).FindAsync(paper)).ShouldBeNull();
        // Nothing else was touched.
        await house.WalkToEndAsync(Beside);
    }

    private static Domain.Ledgers.InclusionProof InclusionProofOf(Domain.Ledgers.InclusionProof? proof) => Domain.Ledgers.InclusionProof.Read(proof.ShouldNotBeNull().ToBytes());

    [ProviderFact]
    public async Task Every_forgery_of_a_removal_should_be_named()
    {
        await RemovedAsync();
        await Keeper.CloseAsync();
        const string Of = " WHERE case_number = 'R-1'", First = Of + " AND first_sequence = 1", Record = " WHERE case_number = 'redactions/R-1'";
        (string Do, string Undo, string Named)[] forgeries =
        [
            ("UPDATE journal SET at = at + 1" + First, "UPDATE journal SET at = at - 1" + First, "names it as case-registered"),
            (Replaced("redactions/R-1/3", "redactions/R-1/9", First), Replaced("redactions/R-1/9", "redactions/R-1/3", First), "that is no record of a removal"),
            (Replaced("redactions/R-1/3", "redactions/R-1/2", First), Replaced("redactions/R-1/2", "redactions/R-1/3", First), "that is no record of a removal"),
            (Replaced("redactions/R-1/3", "redactions/R-2/3", First), Replaced("redactions/R-2/3", "redactions/R-1/3", First), "there is no such record"),
            (Replaced("\"case-registered\"", "\"case-registeree\"", First), Replaced("\"case-registeree\"", "\"case-registered\"", First), "it is another"),
            (Replaced("\"case-registered\",1", "\"case-registered\",2", First), Replaced("\"case-registered\",2", "\"case-registered\",1", First), "it is another"),
            (Replaced("redactions/R-1/3", "redactions/R-1/03", First), Replaced("redactions/R-1/03", "redactions/R-1/3", First), "to hash to"),
            (Replaced("\"redacted\":\"redactions/R-1/3\"", "\"result\":\"approved\"", First), Replaced("\"result\":\"approved\"", "\"redacted\":\"redactions/R-1/3\"", First), "to be without its content"),
            (Replaced("case-redacted", "case-redactee", Of), Replaced("case-redactee", "case-redacted", Of), "to hash to"),
            (Replaced("\"asked\":1", "\"asked\":2", Record), Replaced("\"asked\":2", "\"asked\":1", Record), "that stream is not sound"),
            (Replaced("审计员", "审记员", Record), Replaced("审记员", "审计员", Record), "that stream is not sound"),
            (Replaced("\"reads/R-1\"", "\"reads/R-2\"", Record), Replaced("\"reads/R-2\"", "\"reads/R-1\"", Record), "that stream is not sound"),
            ("UPDATE journal SET case_number = 'redactions/R-9'" + Record, "UPDATE journal SET case_number = 'redactions/R-1' WHERE case_number = 'redactions/R-9'", "there is no such record"),
            (Replaced("\"审计员\"", "\"审记员\"", " WHERE case_number = 'reads/R-1'"), Replaced("\"审记员\"", "\"审计员\"", " WHERE case_number = 'reads/R-1'"), "to hash to"),
            (Replaced("示例申请人", "示例申请入", " WHERE case_number = 'R-2'"), Replaced("示例申请入", "示例申请人", " WHERE case_number = 'R-2'"), "Expected event 1 of 'R-2'"),
            // Content that is missing without any record, forged by hand.
            (Replaced("[\"case-accepted\",1,{{}}]", "[\"case-accepted\",1,{{\"redacted\":\"redactions/R-2/3\"}}]", ""), Replaced("[\"case-accepted\",1,{{\"redacted\":\"redactions/R-2/3\"}}]", "[\"case-accepted\",1,{{}}]", ""), "there is no such record"),
            (Replaced("[\"case-accepted\",1,{{}}]", "[\"case-accepted\",1,{{\"redacted\":\"redactions/R-1/3\"}}]", " WHERE case_number = 'R-2'"), Replaced("[\"case-accepted\",1,{{\"redacted\":\"redactions/R-1/3\"}}]", "[\"case-accepted\",1,{{}}]", " WHERE case_number = 'R-2'"), "does not name it"),
        ];
        await house.AcceptedAsync(Beside, House.Complete((await house.StateAsync(Beside)).OpenTasks.Single()));
        (await ProblemsAsync()).ShouldBeEmpty();
        foreach (var (act, undo, named) in forgeries)
        {
            (await fixture.TamperAsync(act)).ShouldBeGreaterThan(0, act);
            (await ProblemsAsync()).ShouldContain(p => p.Contains(named), act);
            await fixture.TamperAsync(undo);
            (await ProblemsAsync()).ShouldBeEmpty(undo);
        }
        // Hashes that no page vouches for are no hashes.
        await fixture.TamperAsync("DELETE FROM ledger_leaves WHERE stream = 'R-1'");
        (await ProblemsAsync()).ShouldContain(p => p.Contains("nothing vouches for its hash"));
    }

    private static string Replaced(string what, string by, string where) => $"UPDATE journal SET events = replace(events, '{what}', '{by}'){where}";

    [ProviderFact]
    public async Task What_is_put_back_into_a_list_or_taken_from_a_head_should_be_named()
    {
        await RemovedAsync();
        (await ListProblemsAsync()).ShouldBeEmpty();
        foreach (var (act, undo, named) in new[]
        {
            ("UPDATE cases SET applicant_name = 'x' WHERE case_number = 'R-1'", "UPDATE cases SET applicant_name = '' WHERE case_number = 'R-1'", "Expected the applicant of case 'R-1'"),
            ("UPDATE tasks SET applicant_name = 'x' WHERE case_number = 'R-1'", "UPDATE tasks SET applicant_name = '' WHERE case_number = 'R-1'", "Expected the applicant of tasks of case 'R-1'"),
            ("UPDATE messages SET text = 'x' WHERE case_number = 'R-1'", "UPDATE messages SET text = '' WHERE case_number = 'R-1'", "Expected words and addresses of messages of case 'R-1'"),
            ("UPDATE cases SET redacted_by = NULL WHERE case_number = 'R-1'", "UPDATE cases SET redacted_by = 'redactions/R-1/3' WHERE case_number = 'R-1'", "Expected event 1 of case 'R-1' to hash to"),
            ("UPDATE cases SET redacted_by = 'redactions/R-1/1' WHERE case_number = 'R-1'", "UPDATE cases SET redacted_by = 'redactions/R-1/3' WHERE case_number = 'R-1'", "there is no such record"),
            ("UPDATE cases SET redacted_by = 'redactions/R-2/3' WHERE case_number = 'R-2'", "UPDATE cases SET redacted_by = NULL WHERE case_number = 'R-2'", "Expected the removal of case 'R-2' to be on record"),
        })
        {
            await fixture.TamperAsync(act);
            (await ListProblemsAsync()).ShouldContain(p => p.Contains(named), act);
            await fixture.TamperAsync(undo);
            (await ListProblemsAsync()).ShouldBeEmpty(undo);
        }
    }

    [ProviderFact]
    public async Task Killed_anywhere_it_should_be_done_or_go_on()
    {
        await AgreedAsync();
        foreach (var step in new[] { "recorded", "buried", "stored" })
        {
            await Should.ThrowAsync<IOException>(() => Remover(at => { if (at == step) throw new IOException(step); }).RunAsync(Case, "运维员"));
            (await FoundAsync()).ShouldContain("journal.events", step);
            (await ProblemsAsync()).ShouldBeEmpty(step);
            (await Remover().WaitingAsync()).ShouldBe([Case]);
            // What keeps the journal from being changed is there again.
            await ShouldBeGuardedAsync();
        }
        await Should.ThrowAsync<IOException>(() => Remover(at => { if (at == "committed") throw new IOException(at); }).RunAsync(Case, "运维员"));
        (await FoundAsync()).ShouldBeEmpty();
        (await ProblemsAsync()).ShouldBeEmpty();
        await ShouldBeGuardedAsync();
        (await Remover().WaitingAsync()).ShouldBeEmpty();
        (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("retention-not-asked");
        (await Remover().IsCompactionOwedAsync()).ShouldBeTrue();
        await Remover().CompactAsync();
        await Remover().CompactAsync();
        (await Remover().IsCompactionOwedAsync()).ShouldBeFalse();
    }

    protected virtual Task ShouldBeGuardedAsync() => Task.CompletedTask;

    [ProviderFact]
    public async Task Nothing_should_be_removed_that_is_not_agreed_held_broken_or_on_no_page_and_a_look_should_change_nothing()
    {
        (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("retention-not-asked");
        (await Files.ExecuteAsync(Beside, new RedactionCommand.Ask(RemovalScope.Case, RemovalGround.TermEnded, "依据", "理由", Administrator))).Rejection!.Code.ShouldBe("removal-case-open");
        await AgreedAsync();
        var look = await Remover().RunAsync(Case, null);
        (look.Reasons.Count, look.Record, look.Papers, look.Messages).ShouldBe((0, null, 1, 1));
        look.Events.ShouldBe((await fixture.Stores.Cases.LoadAsync(Case, 0))!.Events.Count + 4);
        (await FoundAsync()).ShouldContain("journal.events");
        (await Files.ExecuteAsync(Case, new RedactionCommand.PlaceHold("复议决定", "等待", Auditor))).Rejection.ShouldBeNull();
        (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("removal-held");
        (await Files.ExecuteAsync(Case, new RedactionCommand.LiftHold("已结", Auditor))).Rejection.ShouldBeNull();
        await fixture.TamperAsync("UPDATE journal SET at = at + 1 WHERE case_number = 'R-1' AND first_sequence = 1");
        (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("removal-not-verified");
        await fixture.TamperAsync("UPDATE journal SET at = at - 1 WHERE case_number = 'R-1' AND first_sequence = 1");
        // The applicant looked again: that reading is on no page yet.
        await new ReadLog(fixture.Contexts, fixture.Time).AddAsync(Case, new("u-applicant", Marks[0], "page"));
        (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("removal-not-on-ledger");
        await Keeper.CloseAsync();
        (await Remover().RunAsync(Case, "运维员")).Record.ShouldNotBeNull();
    }

    [ProviderFact]
    public async Task What_a_regulator_has_not_claimed_or_wants_revoked_should_keep_the_case()
    {
        await AgreedAsync();
        foreach (var (pending, over) in new[] { ("status = 1", "status = 2"), ("is_revoking = " + Yes, "is_revoking = " + No) })
        {
            await fixture.TamperAsync($"UPDATE packets SET {pending} WHERE case_number = 'R-1'");
            (await Remover().RunAsync(Case, "运维员")).Reasons.Single().Code.ShouldBe("removal-revocation-pending");
            await fixture.TamperAsync($"UPDATE packets SET {over} WHERE case_number = 'R-1'");
        }
        (await Remover().RunAsync(Case, "运维员")).Record.ShouldNotBeNull();
        await Should.ThrowAsync<ContentRemovedException>(() => house.Packets.FindAsync(packet));
    }

    protected virtual string Yes => "1";
    protected virtual string No => "0";

    [ProviderFact]
    public async Task Process_that_still_knows_the_case_should_not_add_to_it()
    {
        await AgreedAsync();
        var stale = House.Open(fixture.Other, fixture.Time);
        (await stale.Commands.LookAsync(Case)).ShouldNotBeNull();
        await Remover().RunAsync(Case, "运维员");
        foreach (var process in new[] { stale, House.Open(fixture.Stores, fixture.Time) })
            (await process.RejectedAsync(Case, new CaseCommand.AddComment(Administrator, "补充"))).ShouldBe("case-redacted");
        (await ProblemsAsync()).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Papers_or_words_alone_should_go_and_the_case_stay()
    {
        await AgreedAsync(RemovalScope.Papers);
        (await Remover().RunAsync(Case, "运维员")).Papers.ShouldBe(1);
        (await FoundAsync()).ShouldNotContain("contents.bytes");
        await AgreedAsync(RemovalScope.Messages);
        (await Remover().RunAsync(Case, "运维员")).Messages.ShouldBe(1);
        (await FoundAsync()).ShouldBe(["anomalies.en", "anomalies.finding_text", "anomalies.zh", "board_reasons.text", "cases.applicant_name", "journal.events", "packet_feedback.applicant_id", "packet_feedback.text", "packets.applicant_name", "proposals.applicant_id", "proposals.applicant_name", "proposals.site", "reminders.text", "tasks.applicant_name"]);
        (await ProblemsAsync()).ShouldBeEmpty();
        (await house.StateAsync(Case)).Applicant!.Name.ShouldBe(Marks[0]);
        // The same bytes may come back with another case.
        (await new ContentStore(fixture.Contexts, fixture.Time).KeepAsync(Encoding.UTF8.GetBytes(Marks[4]), "text/plain")).ShouldBe(paper);
        (await new ContentStore(fixture.Contexts, fixture.Time).FindAsync(paper)).ShouldNotBeNull();
    }

    [ProviderFact]
    public async Task Paper_that_another_case_names_should_stay()
    {
        await house.AcceptedAsync(Beside, new CaseCommand.AddComment(new("u-clerk", "窗口办事员", [new(Roles.WindowClerk, "dept-fgw")]), "同一附件") { Attachments = [new("附件.txt", paper, 20, "text/plain")] });
        await AgreedAsync();
        var report = await Remover().RunAsync(Case, "运维员");
        (report.Papers, report.Shared).ShouldBe((0, 1));
        (await new ContentStore(fixture.Contexts, fixture.Time).FindAsync(paper)).ShouldNotBeNull();
    }

    [ProviderFact]
    public async Task Replay_feed_and_evidence_should_say_that_it_was_removed()
    {
        await RemovedAsync();
        var replays = fixture.Services.GetRequiredService<ReplayVerifier>();
        var replayed = (await replays.RunOneAsync(Case)).ShouldNotBeNull();
        (replayed.IsRemoved, replayed.Differences.Count).ShouldBe((true, 0));

        using var sequencer = new FeedSequencer(fixture.Contexts, house.Signals, new(), new(), new(), new(), fixture.Time);
        await sequencer.SequenceAsync(sweep: true);
        var batch = await ActivatorUtilities.CreateInstance<FeedQuery>(fixture.Services).ReadAsync(0);
        batch.Claims.ShouldNotContain(c => c.CaseNumber == Case);
        var book = RemovalBook.Of(batch.Entries.Where(e => e.Stream.StartsWith(Tombstone.Streams, StringComparison.Ordinal)).Select(e => new JournalLine(e.Stream, e.First, e.At, e.Events, e.Hashes, e.PreviousHash)));
        var check = new ChainCheck(Case, removals: book);
        foreach (var entry in batch.Entries.Where(e => e.Stream == Case))
            check.Add(entry.First, entry.At, Encoding.UTF8.GetBytes(entry.Events), entry.Hashes, entry.PreviousHash);
        check.Problems.ShouldBeEmpty();

        var file = (await ActivatorUtilities.CreateInstance<EvidenceCollector>(fixture.Services, Keeper, Keys).PackAsync(Case, new("u-audit", "审计员", "auditor"), new Dictionary<string, byte[]> { [EvidenceNames.Html] = [] })).ShouldNotBeNull();
        var findings = EvidenceCheck.Check(file, Keys.Find((await Keeper.FindAsync(1))!.Entry.KeyId));
        findings.Problems.ShouldBeEmpty();
        findings.Removal.ShouldNotBeNull().What.Operator.ShouldBe("运维员");
        // A package whose records of removal were left out says so, whoever signed it.
        var forged = Without(file, EvidenceNames.Removals);
        EvidenceCheck.Check(forged, Keys.Find((await Keeper.FindAsync(1))!.Entry.KeyId)).Problems.ShouldContain(p => p.Contains("there is no such record"));

        await fixture.TamperAsync("DELETE FROM journal WHERE case_number = 'redactions/R-1'");
        (await replays.RunOneAsync(Case)).ShouldNotBeNull().Differences.ShouldNotBeEmpty();
    }

    private byte[] Without(byte[] file, string name)
    {
        var package = EvidencePackage.Open(file).Package!;
        var (entries, _) = PlainZip.Read(file);
        return EvidencePackage.Write(package.CaseNumber, package.Manifest.At, package.Manifest.By, package.Manifest.KeyId,
            entries.Where(e => e.Name is not (EvidenceNames.Manifest or EvidenceNames.Signature) && e.Name != name).ToDictionary(e => e.Name, e => e.Content.ToArray()), package.Manifest.Missing, bytes => Keys.Sign(package.Manifest.KeyId, bytes));
    }

    [ProviderFact]
    public async Task Due_cases_should_be_listed_with_what_keeps_them()
    {
        (await Files.DueAsync(10)).Select(d => (d.Case.CaseNumber, d.Rule.Code, d.EndedOn, d.InTheWay.Count)).ShouldBe([(Case, "case", new DateOnly(2057, 1, 1), 0)]);
        (await Files.ExecuteAsync(Case, new RedactionCommand.PlaceHold("诉讼", "等待", Auditor))).Rejection.ShouldBeNull();
        (await Files.DueAsync(10)).Single().InTheWay.Single().Code.ShouldBe("removal-held");
        (await Files.HeldAsync(10)).Single().CaseNumber.ShouldBe(Case);
        (await Files.ExecuteAsync(Case, new RedactionCommand.LiftHold("已结", Auditor))).Rejection.ShouldBeNull();
        await AgreedAsync();
        (await Files.DueAsync(10)).ShouldBeEmpty();
        (await Files.ListAsync(RedactionStage.Agreed, 10)).Single().CaseNumber.ShouldBe(Case);
        fixture.Time.MoveTo(new(2056, 12, 31, 23, 0, 0, TimeSpan.FromHours(8)));
        (await Files.DueAsync(10)).ShouldBeEmpty();
    }
}

public sealed class SqliteRemovalTests(SqliteFixture fixture) : RemovalCompliance(fixture), IClassFixture<SqliteFixture>
{
    protected override IEnumerable<string> FilesOnDisk()
    {
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(fixture.ConnectionString).DataSource;
        return Directory.GetFiles(Path.GetDirectoryName(file)!).Where(f => new FileInfo(f).Length > 0);
    }

    protected override async Task ShouldBeGuardedAsync()
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        (await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => context.Database.ExecuteSqlRawAsync("UPDATE journal SET at = 0"))).Message.ShouldContain("only ever appended to");
    }
}

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresRemovalTests(PostgresFixture fixture) : RemovalCompliance(fixture), IClassFixture<PostgresFixture>
{
    protected override string Yes => "true";
    protected override string No => "false";
}

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerRemovalTests(SqlServerFixture fixture) : RemovalCompliance(fixture), IClassFixture<SqlServerFixture>;

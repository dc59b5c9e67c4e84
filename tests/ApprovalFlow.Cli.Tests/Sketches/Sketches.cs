using System.Text.Json.Nodes;
using static ApprovalFlow.Cli.Tests.Sketches.FlowSketch;

namespace ApprovalFlow.Cli.Tests.Sketches;

/// <summary>Definitions of every shape that a designer might draw: such as must be refused, with what must be said of them, and such as must pass without a word.</summary>
internal static class Sketches
{
    /// <summary>What most flows end with: a decision, delivery or refusal.</summary>
    private const string Tail = "decide:d(Approve,Refuse) deliver:v close:g(approved) close:n(refused) end:e end:x";
    private static readonly string[] TailLines = ["d.Approve > v", "d.Refuse > n", "v.Deliver > g", "g > e", "n > x"];

    private static FlowSketch Flow(string nodes, params string[] lines) => FlowSketch.Of($"start:s accept:a(Accept) {nodes} {Tail}", ["s > a", .. lines, .. TailLines]);

    private static JsonObject Person(string node) => Node(node);

    public static IReadOnlyDictionary<string, (string[] Codes, FlowSketch Flow)> Unsound { get; } = new Dictionary<string, (string[], FlowSketch)>
    {
        // ---- structure
        ["unknown-port"] = (["port-unknown"], Flow("review:r(Approve,Refuse)", "a.Accept > r", "r.Approve,Refuse,Maybe > d")),
        ["unconnected-outcome"] = (["path-without-end"], Flow("review:r(Approve,Refuse,Return)", "a.Accept > r", "r.Approve,Refuse > d")),
        ["dead-end-without-any-end"] = (["path-without-end"], FlowSketch.Of("accept:a(Accept) review:r(Approve,Refuse) decide:d(Approve) deliver:v close:g(approved)", "a.Accept > r", "r.Approve > d", "d.Approve > v", "v.Deliver > g")),
        ["line-to-nobody"] = (["connection-end-unknown"], Flow("review:r(Approve)", "a.Accept > r", "r.Approve > d", "r.Approve > ghost")),
        ["same-id-twice"] = (["activity-id-duplicate"], Flow("review:r(Approve) review:r(Approve)", "a.Accept > r", "r.Approve > d")),
        ["unknown-activity"] = (["activity-type-unknown"], Flow("review:r(Approve) line:q", "a.Accept > r", "r.Approve > q", "q > d").Where("q", "type", "Acme.Magic")),
        ["ends-without-closing"] = (["close-missing"], Flow("review:r(Approve,Refuse) end:z", "a.Accept > r", "r.Approve > d", "r.Refuse > z")),

        // ---- joins
        ["all-behind-a-choice"] = (["join-never-fires"], Flow("if:q(newLand == true) review:b(Approve) review:c(Approve) all:j", "a.Accept > q", "q.True > b", "q.False > c", "b.Approve > j", "c.Approve > j", "j > d").OfItem("FGW-001")),
        ["all-waits-for-a-refusal"] = (["path-without-end"], Flow("fork:f(b,c) review:b(Approve,Refuse) review:c(Approve) all:j", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "c.Approve > j", "j > d")),
        ["inner-fork-leaves-the-outer-join"] = (["end-with-live-branches"], Flow("fork:f(b,c) fork:h(p,q) review:p(Approve) review:q(Approve) review:c(Approve) all:j close:w(withdrawn) end:y", "a.Accept > f", "f.b > h", "f.c > c", "h.p > p", "h.q > q", "p.Approve > j", "q.Approve > w", "w > y", "c.Approve > j", "j > d")),
        ["nested-any-feeds-all-twice"] = (["path-without-end"], Flow("fork:f(b,c) fork:h(p,q) review:p(Approve,Refuse) review:q(Approve,Refuse) any:i review:c(Approve) all:j", "a.Accept > f", "f.b > h", "f.c > c", "h.p > p", "h.q > q", "p.Approve > i", "q.Approve > i", "i > j", "c.Approve > j", "j > d")),
        ["branch-ends-the-flow"] = (["end-with-live-branches"], Flow("fork:f(b,c) review:b(Approve,Refuse) review:c(Approve) all:j close:w(withdrawn) end:y", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "b.Refuse > w", "w > y", "c.Approve > j", "j > d")),
        ["join-of-all-in-a-loop-from-one-branch"] = (["path-without-end", "path-cannot-end", "join-fires-twice", "end-with-live-branches"], Flow("fork:f(b,c) review:b(Approve,Return) review:c(Approve) all:j", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "b.Return > f", "c.Approve > j", "j > d")),
        ["return-past-the-head-of-its-loop"] = (["connection-backward-invalid"], Flow("if:q(newLand == true) review:b(Approve,Return) review:c(Approve) review:m(Approve,Return)", "a.Accept > q", "q.True > b", "q.False > c", "b.Approve > m", "b.Return > a", "c.Approve > m", "m.Approve > d", "m.Return > b").OfItem("FGW-001")),
        ["loop-without-a-way-out"] = (["path-cannot-end"], Flow("review:r(Approve,Return) correct:k(Resubmit)", "a.Accept > r", "r.Approve > k", "r.Return > k", "k.Resubmit > r")),
        ["loop-that-never-waits"] = (["loop-never-waits"], Flow("line:p line:q", "a.Accept > p", "p > q", "q > p")),

        // ---- timers
        ["reminder-into-the-any-join"] = (["outcome-not-offered"], Flow("fork:f(b,t) review:b(Approve) remind:t any:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Interrupt > j", "j > d")),
        ["interrupting-timer-without-a-join"] = (["end-with-live-branches"], Flow("fork:f(b,t) review:b(Approve) interrupt:t close:w(terminated) end:y", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > d", "t.Interrupt > w", "w > y")),
        ["timer-into-a-join-of-all-that-the-step-skips"] = (["path-without-end"], Flow("fork:f(b,t) review:b(Approve,Refuse) interrupt:t all:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Interrupt > j", "j > d")),
        ["interrupt-goes-nowhere"] = (["outcome-not-offered"], Flow("fork:f(b,t) review:b(Approve) interrupt:t any:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Remind > j", "j > d")),

        // ---- joint inspections
        ["joint-inspection-fails-into-nothing"] = (["path-without-end"], Flow("joint:i(Approve,Refuse,Return)", "a.Accept > i", "i.Approve > d", "i.Refuse > d")),
        ["joint-inspection-beside-a-decision"] = (["end-with-live-branches", "join-fires-twice"], Flow("fork:f(i,b) joint:i(Approve,Refuse) review:b(Approve)", "a.Accept > f", "f.i > i", "f.b > b", "i.Approve > d", "i.Refuse > n", "b.Approve > d")),

        // ---- conditions
        ["contradiction-on-a-choice"] = (["branch-never-true"], Flow("if:q(industry == 'energy' && industry == 'city') review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["contradiction-of-intervals"] = (["branch-never-true"], Flow("if:q(investment > 500 && investment < 100) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").Asking("Double investment")),
        ["above-what-the-form-allows"] = (["branch-never-true"], Flow("if:q(investment > 99999999) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["always-holds"] = (["branch-never-true"], Flow("if:q(investment >= 0 || newLand) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["constant"] = (["branch-never-true"], Flow("if:q(1 > 2) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d")),
        ["nested-contradiction"] = (["branch-never-true"], Flow("if:q(newLand == true) if:w(newLand == false) review:b(Approve) review:c(Approve)", "a.Accept > q", "q.True > w", "q.False > d", "w.True > b", "w.False > c", "b.Approve > d", "c.Approve > d").OfItem("FGW-001")),
        ["case-taken-before"] = (["branch-never-true"], Flow("switch:q(big=investment > 100;huge=investment > 1000) review:b(Approve) review:c(Approve)", "a.Accept > q", "q.big > b", "q.huge > c", "q.Default > d", "b.Approve > d", "c.Approve > d").OfItem("FGW-001")),
        ["switch-forgets-choices"] = (["choices-not-covered"], Flow("switch:q(one=industry == 'energy';two=['city', 'transport'].includes(industry)) review:b(Approve)", "a.Accept > q", "q.one > b", "q.two > d", "b.Approve > d").OfItem("FGW-001")),
        ["switch-forgets-no"] = (["choices-not-covered"], Flow("switch:q(yes=newLand == true) review:b(Approve)", "a.Accept > q", "q.yes > b", "b.Approve > d").OfItem("FGW-001")),
        ["switch-leaves-a-gap-of-numbers"] = (["choices-not-covered"], Flow("switch:q(small=investment < 100;big=investment > 200) review:b(Approve)", "a.Accept > q", "q.small > b", "q.big > d", "b.Approve > d").OfItem("FGW-001")),
        ["chain-forgets-a-choice"] = (["choices-not-covered"], Flow("if:q(industry == 'energy') if:w(industry == 'city' || industry == 'chemical') review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > w", "w.True > d", "b.Approve > d").OfItem("FGW-001")),
        ["decision-forgets-a-result"] = (["choices-not-covered"], FlowSketch.Of("start:s accept:a(Accept) decide:d(Approve,ApproveWithConditions,Refuse) switch:q(yes=variables.Decision == 'Approve';no=variables.Decision == 'Refuse') deliver:v close:g(approved) close:n(refused) end:e end:x",
            "s > a", "a.Accept > d", "d.Approve,ApproveWithConditions,Refuse > q", "q.yes > v", "q.no > n", "v.Deliver > g", "g > e", "n > x").Where("d", "decision", JsonNode.Parse("""{"typeName":"String","memoryReference":{"id":"v1"}}""")).Declaring("v1", "Decision", "String")),
        ["choice-that-is-not-offered"] = (["choice-unknown"], Flow("if:q(industry == 'space' || newLand) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["field-that-is-not-on-the-form"] = (["input-unknown"], Flow("if:q(height > 3) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["field-that-will-never-come"] = (["input-unknown"], Flow("if:q(height > 3) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001").Asking("Double height")),
        ["number-against-text"] = (["type-mismatch"], Flow("if:q(investment > 'many') review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["date-against-truth"] = (["type-mismatch"], Flow("if:q(startDate == true) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["sum-of-text"] = (["type-mismatch"], Flow("if:q(projectName * 2 > 3) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["condition-that-is-no-condition"] = (["type-mismatch"], Flow("if:q(investment + 1) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),
        ["text-for-a-number"] = (["type-mismatch"], Flow("review:r(Approve)", "a.Accept > r", "r.Approve > d").OfItem("FGW-001").Where("r", "limitDays", Script("projectName", "Double"))),
        ["unreadable"] = (["expression-invalid"], Flow("if:q(newLand == ) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001")),

        // ---- law
        ["granted-without-decision"] = (["decision-missing"], Flow("review:r(Approve,Refuse)", "a.Accept > r", "r.Approve > v", "r.Refuse > d")),
        ["refused-without-decision"] = (["decision-missing"], Flow("review:r(Approve,Refuse)", "a.Accept > r", "r.Approve > d", "r.Refuse > n")),
        ["granted-without-delivery"] = (["delivery-missing"], Flow("review:r(Approve) close:h(approved) end:y leader:l(Approve,Refuse)", "a.Accept > r", "r.Approve > d", "d.Approve > l", "l.Approve,Refuse > h", "h > y")),
        ["one-branch-of-two-decides"] = (["decision-missing"], Flow("switch:q(quick=newLand == false;slow=newLand == true)", "a.Accept > q", "q.quick > v", "q.slow > d").OfItem("FGW-001")),
        ["decision-in-a-sequence-that-is-skipped"] = (["decision-missing"], FlowSketch.Of(Sequence("all", Person("accept:a(Accept)"), If("q", "newLand == true", Person("decide:d(Approve)")), Person("deliver:v"), Person("close:g(approved)"))).OfItem("FGW-001")),
        ["sequence-without-decision"] = (["decision-missing"], FlowSketch.Of(Sequence("all", Person("accept:a(Accept)"), Person("review:r(Approve)"), Person("deliver:v"), Person("close:g(approved)")))),
        ["longer-than-promised-inside-a-sequence"] = (["critical-path-over-promise"], Flow("sub", "a.Accept > sub", "sub > d").With("sub", Sequence("sub", Person("review:p(Approve)"), Person("review:q(Approve)"), Person("review:r(Approve)"))).Saying("promisedDays", 5)),
        ["promise-beyond-the-law"] = (["promise-over-statutory"], Flow("", "a.Accept > d").Saying("promisedDays", 70)),
        ["the-same-person-accepts-and-decides"] = (["acceptor-decides"], Flow("", "a.Accept > d").Where("d", "role", Literal("window-clerk", "String"))),
        ["catch-all-paper"] = (["catch-all-clause"], Flow("", "a.Accept > d").OfItem("FGW-001").Saying("materials", new JsonArray("FGW-001-M01", "其他材料"))),
        ["catch-all-duty"] = (["catch-all-clause"], Flow("", "a.Accept > d").Where("a", "duty", "核对申请书、身份证明以及其他有关证明材料。")),
        ["paper-of-another-item"] = (["material-stranger"], Flow("", "a.Accept > d").OfItem("FGW-001").Saying("materials", new JsonArray("FGW-001-M01", "FGW-002-M01"))),
        ["step-nobody-holds"] = (["input-missing"], Flow("", "a.Accept > d").Where("d", "role", null)),
        ["special-procedure-without-plan"] = (["procedure-without-plan"], Flow("hearing:h(Approve,Refuse)", "a.Accept > h", "h.Approve,Refuse > d").Where("h", "clock", Literal("excluded", "String")).Where("h", "limitDays", null).Where("h", "noticeZh", "需组织听证。")),
        ["special-procedure-without-notice"] = (["procedure-without-notice"], Flow("hearing:h(Approve,Refuse)", "a.Accept > h", "h.Approve,Refuse > d").Where("h", "clock", Literal("excluded", "String")).Where("h", "limitDays", Literal(15, "Double"))),
        ["hearing-announced-too-late"] = (["hearing-notice-too-short"], Flow("hearing:h(Approve,Refuse)", "a.Accept > h", "h.Approve,Refuse > d").Where("h", "noticeDays", Literal(3, "Double")).Where("h", "limitDays", Literal(15, "Double"))),
        ["hearing-held-too-late"] = (["hearing-days"], Flow("hearing:h(Approve,Refuse)", "a.Accept > h", "h.Approve,Refuse > d").Where("h", "plannedDays", Literal(40, "Double")).Where("h", "limitDays", Literal(1, "Double"))),
        ["endless-loop-in-a-container"] = (["path-cannot-end"], Flow("w", "a.Accept > w", "w > d").With("w", While("w", true, Person("review:r(Approve)")))),
    };

    public static IReadOnlyDictionary<string, FlowSketch> Sound { get; } = new Dictionary<string, FlowSketch>
    {
        ["hearing-with-its-notice"] = Flow("hearing:h(Approve,Refuse)", "a.Accept > h", "h.Approve,Refuse > d").Where("h", "clock", Literal("excluded", "String")).Where("h", "limitDays", Literal(15, "Double")).Where("h", "noticeZh", "需组织听证，计划十五个工作日，不计入办理期限。"),
        ["straight"] = Flow("review:r(Approve,Refuse)", "a.Accept > r", "r.Approve,Refuse > d"),
        ["no-terminal-nodes"] = FlowSketch.Of("accept:a(Accept,Refuse) review:r(Approve,Refuse) decide:d(Approve,Refuse) deliver:v close:g(approved) close:n(refused)", "a.Accept > r", "a.Refuse > n", "r.Approve,Refuse > d", "d.Approve > v", "d.Refuse > n", "v.Deliver > g"),
        ["correction-and-back"] = Flow("review:r(Approve,Refuse,Return) correct:k(Resubmit,Withdraw) close:w(withdrawn) end:y", "a.Accept > r", "r.Approve,Refuse > d", "r.Return > k", "k.Resubmit > a", "k.Withdraw > w", "w > y"),
        ["review-again"] = Flow("review:r(Approve) review:t(Approve,Return)", "a.Accept > r", "r.Approve > t", "t.Approve > d", "t.Return > r"),
        ["fork-and-join-of-all"] = Flow("fork:f(b,c) review:b(Approve) review:c(Approve) all:j", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "c.Approve > j", "j > d"),
        ["branches-that-meet-at-a-step"] = Flow("fork:f(b,c) review:b(Approve) review:c(Approve) any:j line:k", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "j > d", "c.Approve > k", "k > d"),
        ["fork-and-join-of-any"] = Flow("fork:f(b,c) review:b(Approve) review:c(Approve) any:j", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "c.Approve > j", "j > d"),
        ["any-inside-all"] = Flow("fork:f(b,c) fork:h(p,q) review:p(Approve) review:q(Approve) any:i review:c(Approve) all:j", "a.Accept > f", "f.b > h", "f.c > c", "h.p > p", "h.q > q", "p.Approve > i", "q.Approve > i", "i > j", "c.Approve > j", "j > d"),
        ["all-inside-any"] = Flow("fork:f(b,c) fork:h(p,q) review:p(Approve) review:q(Approve) all:i review:c(Approve) any:j", "a.Accept > f", "f.b > h", "f.c > c", "h.p > p", "h.q > q", "p.Approve > i", "q.Approve > i", "i > j", "c.Approve > j", "j > d"),
        ["fork-in-fork-in-fork"] = Flow("fork:f(b,c) fork:h(p,q) fork:k(l,m) review:l(Approve) review:m(Approve) all:o review:q(Approve) all:i review:c(Approve) all:j", "a.Accept > f", "f.b > h", "f.c > c", "h.p > k", "h.q > q", "k.l > l", "k.m > m", "l.Approve > o", "m.Approve > o", "o > i", "q.Approve > i", "i > j", "c.Approve > j", "j > d"),
        ["optional-branch"] = Flow("fork:f(b,c) review:b(Approve) if:q(newLand == true) review:c(Approve) active:m all:j", "a.Accept > f", "f.b > b", "f.c > q", "q.True > c", "q.False > m", "c.Approve > m", "b.Approve > j", "m > j", "j > d").OfItem("FGW-001"),
        ["return-of-a-parallel-branch-cancels-the-others"] = Flow("fork:f(b,c) review:b(Approve,Return) review:c(Approve,Return) all:j any:k any:l correct:m(Resubmit)", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "c.Approve > j", "b.Return > k", "c.Return > k", "k > l", "l > m", "m.Resubmit > a", "j > d"),
        ["loop-around-a-fork"] = Flow("fork:f(b,c) review:b(Approve) review:c(Approve) all:j review:t(Approve,Return)", "a.Accept > f", "f.b > b", "f.c > c", "b.Approve > j", "c.Approve > j", "j > t", "t.Approve > d", "t.Return > f"),
        ["interrupting-timer"] = Flow("fork:f(b,t) review:b(Approve) interrupt:t any:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Interrupt > j", "j > d"),
        ["interrupting-timer-to-a-leader"] = Flow("fork:f(b,t) review:b(Approve) interrupt:t leader:l(Approve) any:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Interrupt > j", "j > l", "l.Approve > d"),
        ["reminder-that-nobody-waits-for"] = Flow("fork:f(b,t) review:b(Approve) remind:t notify:m", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > d", "t.Remind > m"),
        ["reminder-that-is-waited-for"] = Flow("fork:f(b,t) review:b(Approve) remind:t notify:m all:j", "a.Accept > f", "f.b > b", "f.t > t", "b.Approve > j", "t.Remind > m", "m > j", "j > d"),
        ["joint-inspection"] = Flow("joint:i(Approve,Refuse)", "a.Accept > i", "i.Approve,Refuse > d"),
        ["joint-inspection-beside-a-review"] = Flow("fork:f(i,b) joint:i(Approve) review:b(Approve) all:j", "a.Accept > f", "f.i > i", "f.b > b", "i.Approve > j", "b.Approve > j", "j > d"),
        ["switch-of-every-choice"] = Flow("switch:q(one=industry == 'energy' || industry == 'chemical';two=['city', 'transport', 'other'].includes(industry)) review:b(Approve)", "a.Accept > q", "q.one > b", "q.two > d", "b.Approve > d").OfItem("FGW-001"),
        ["switch-of-yes-and-no"] = Flow("switch:q(yes=newLand == true;no=newLand == false) review:b(Approve)", "a.Accept > q", "q.yes > b", "q.no > d", "b.Approve > d").OfItem("FGW-001"),
        ["switch-of-all-numbers"] = Flow("switch:q(small=investment < 100;middle=investment >= 100 && investment < 1000;big=investment >= 1000) review:b(Approve)", "a.Accept > q", "q.small > d", "q.middle,big > b", "b.Approve > d").OfItem("FGW-001"),
        ["switch-with-a-safety-net"] = Flow("switch:q(yes=newLand == true;no=newLand == false) review:b(Approve)", "a.Accept > q", "q.yes > b", "q.no,Default > d", "b.Approve > d").OfItem("FGW-001"),
        ["chain-of-decisions"] = Flow("if:q(industry == 'energy') if:w(industry == 'city') review:b(Approve) review:c(Approve)", "a.Accept > q", "q.True > b", "q.False > w", "w.True > c", "w.False > d", "b.Approve > d", "c.Approve > d").OfItem("FGW-001"),
        ["asked-again-after-a-step"] = Flow("if:q(investment > 100) review:b(Approve) if:w(investment > 100) review:c(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > w", "w.True > c", "w.False > d", "c.Approve > d").OfItem("FGW-001"),
        ["optional-date"] = Flow("if:q(startDate != null) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").OfItem("FGW-001"),
        ["two-fields-compared"] = Flow("if:q(planned > built) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").Asking("Double planned", "Double built"),
        ["input-that-nothing-reads"] = Flow("", "a.Accept > d").OfItem("FGW-001").Asking("Double height"),
        ["arithmetic"] = Flow("if:q(planned * 2 - 10 > 100) review:b(Approve)", "a.Accept > q", "q.True > b", "q.False > d", "b.Approve > d").Asking("Double planned"),
        ["result-of-the-decision"] = FlowSketch.Of("start:s accept:a(Accept) decide:d(Approve,ApproveWithConditions,Refuse) switch:q(yes=variables.Decision == 'Approve';but=variables.Decision == 'ApproveWithConditions') deliver:v deliver:u close:g(approved) close:h(approved-with-conditions) close:n(refused) end:e end:x end:y",
            "s > a", "a.Accept > d", "d.Approve,ApproveWithConditions > q", "d.Refuse > n", "q.yes > v", "q.but > u", "v.Deliver > g", "u.Deliver > h", "g > e", "h > y", "n > x").Where("d", "decision", JsonNode.Parse("""{"typeName":"String","memoryReference":{"id":"v1"}}""")).Declaring("v1", "Decision", "String"),
        ["sequence"] = FlowSketch.Of(Sequence("all", Person("accept:a(Accept)"), Person("review:r(Approve)"), Person("decide:d(Approve)"), Person("deliver:v"), Person("close:g(approved)"))),
        ["parallel-in-a-sequence"] = FlowSketch.Of(Sequence("all", Person("accept:a(Accept)"), Parallel("p", Person("review:r(Approve)"), Person("decide:d(Approve)")), Person("deliver:v"), Person("close:g(approved)"))),
        ["both-branches-decide"] = FlowSketch.Of(Sequence("all", Person("accept:a(Accept)"), If("q", "newLand == true", Person("decide:d(Approve)"), Person("decide:f(Approve)")), Person("deliver:v"), Person("close:g(approved)"))).OfItem("FGW-001"),
        ["flowchart-in-a-flowchart-decides"] = FlowSketch.Of("start:s accept:a(Accept) sub deliver:v close:g(approved) end:e", "s > a", "a.Accept > sub", "sub > v", "v.Deliver > g", "g > e").With("sub", Chart("sub", "review:r(Approve) decide:d(Approve) end:z", ["r.Approve > d", "d.Approve > z"])),
        ["sequence-in-a-flowchart"] = Flow("sub", "a.Accept > sub", "sub > d").With("sub", Sequence("sub", Person("review:p(Approve)"), Person("review:q(Approve)"))),
        ["parallel-in-a-flowchart"] = Flow("sub", "a.Accept > sub", "sub > d").With("sub", Parallel("sub", Person("review:p(Approve)"), Person("review:q(Approve)"))).Saying("promisedDays", 4),
        ["loop-in-a-container-that-breaks"] = Flow("w", "a.Accept > w", "w > d").With("w", While("w", true, Sequence("body", Person("review:r(Approve)"), Node("break:k")))),
        ["papers-of-its-own"] = Flow("", "a.Accept > d").OfItem("FGW-001").Saying("materials", new JsonArray("FGW-001-M01", "FGW-001-M02")),
        ["the-word-other-by-itself"] = Flow("", "a.Accept > d").Where("a", "duty", "核对与其他部门共享的营业执照材料，其他环节不再重复收取。"),
        ["steps-with-a-reason"] = Flow("review:p(Approve) review:q(Approve) review:r(Approve) review:t(Approve)", "a.Accept > p", "p.Approve > q", "q.Approve > r", "r.Approve > t", "t.Approve > d").Saying("stepsWaiver", "法律规定两级复核"),
    };
}

using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What the rows of a board are called, in the language of the request.</summary>
public sealed class BoardNames(ApprovalCatalogue catalogue, CaseClocks clocks, PageTexts texts)
{
    public string Of(BoardBy by, BoardRow row) => by switch
    {
        BoardBy.Department => Department(row.Key),
        BoardBy.Item => Item(row.Key),
        BoardBy.Flow => Flow(row.Key),
        _ => row.Key.Length == 0 ? texts["board.portal"] : row.Name ?? row.Key,
    };

    public string Department(string id) => catalogue.Department(id) is { } department ? texts.Pick(department.ShortZh, department.NameEn) : id;
    public string Item(string code) => catalogue.Item(code) is { } item ? texts.Pick(item.NameZh, item.NameEn) : code;
    public string Flow(string code) => catalogue.Flow(code) is { } flow ? texts.Pick(flow.NameZh, flow.NameEn) : code;

    /// <summary>What stops an open case.</summary>
    public string Pause(string kind) => clocks.Procedures.Find(kind) is { } procedure ? texts.Pick(procedure.NameZh, procedure.NameEn) : texts.Find("board.paused", kind);

    /// <summary>The part of the house that a board is about, the widest first; nothing: all of it.</summary>
    public IEnumerable<string> Scope(BoardScope scope)
    {
        if (scope.DepartmentId is { } department)
            yield return Department(department);
        if (scope.ItemCode is { } item)
            yield return Item(item);
        if (scope.FlowCode is { } flow)
            yield return Flow(flow);
        if (scope.WindowId is { } window)
            yield return window.Length == 0 ? texts["board.portal"] : texts["board.windowOf", window];
    }
}

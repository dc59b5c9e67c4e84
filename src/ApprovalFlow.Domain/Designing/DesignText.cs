using System.Collections.Frozen;
using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Every refusal of a drawing, by code, in both languages. The English sentence is the rejection's own message.</summary>
public static class DesignText
{
    private static readonly FrozenDictionary<string, Localized> Templates = new Dictionary<string, Localized>
    {
        ["design-member-twice"] = new("文件中同一对象的成员重复：{0}。", "Expected each member of an object once, but the document has one twice: {0}."),
        ["design-root-not-flowchart"] = new("根活动是“{0}”，不是流程图，设计器不能绘制；可以导出后修改。", "Expected the root to be a flowchart that can be drawn, but it is '{0}'."),
        ["design-id-duplicate"] = new("活动标识“{0}”出现两次，请先改正文件。", "Expected every activity to have its own id, but '{0}' occurs twice."),
        ["design-too-many-activities"] = new("一个定义最多 {0} 个活动，这样会有 {1} 个。", "Expected at most {0} activities, but there would be {1}."),
        ["design-too-large"] = new("定义最大 {0} 个字符，超过了。", "Expected a definition of at most {0} characters, but this would be more."),
        ["design-activity-unknown"] = new("没有活动“{0}”，可能已被删除。", "Expected an activity of this definition, but '{0}' is none; it may have been deleted."),
        ["design-flow-unknown"] = new("没有流程图“{0}”。", "Expected a flowchart of this definition, but '{0}' is none."),
        ["design-comment-unknown"] = new("没有批注“{0}”。", "Expected a comment of this definition, but '{0}' is none."),
        ["design-type-unknown"] = new("没有活动类型“{0}”。", "Expected a known activity type, but '{0}' is not."),
        ["design-port-unknown"] = new("“{0}”没有出口“{1}”；可选：{2}。", "Expected one of the outcomes {2} of '{0}', but got '{1}'."),
        ["design-connection-to-itself"] = new("活动“{0}”不能连接到自身。", "Expected a connection between two activities, but '{0}' would lead to itself."),
        ["design-connection-exists"] = new("这条连线已经存在（{0} → {1}）。", "Expected a new connection, but {0} → {1} is there already."),
        ["design-connection-unknown"] = new("没有这条连线（{0} → {1}）。", "Expected a connection of this definition, but {0} → {1} is none."),
        ["design-connection-across"] = new("“{0}”和“{1}”不在同一张流程图中，不能相连。", "Expected two activities of one flowchart, but '{0}' and '{1}' are in different ones."),
        ["design-connection-into-start"] = new("开始节点前面不能有连线。", "Expected nothing to lead to the start, but this connection would."),
        ["design-start-twice"] = new("一张流程图只能有一个开始节点。", "Expected one start in a flowchart, but it has one already."),
        ["design-name-empty"] = new("名称不能为空。", "Expected a name, but it is empty."),
        ["design-text-too-long"] = new("文字最多 {0} 个字符。", "Expected at most {0} characters, but there are more."),
        ["design-text-hidden-characters"] = new("文字中有不可见的控制字符，请删除。", "Expected plain text, but it holds invisible control characters."),
        ["design-text-markup"] = new("名称中不能有网页标记（如 <script>）。", "Expected plain text, but it holds markup such as <script>."),
        ["design-identifier-invalid"] = new("“{0}”不能用作名称：请用字母开头，只用字母、数字和下划线。", "Expected letters, digits and underscores, beginning with a letter, but got '{0}'."),
        ["design-identifier-taken"] = new("名称“{0}”已经使用。", "Expected a new name, but '{0}' is taken."),
        ["design-identifier-unknown"] = new("没有声明“{0}”。", "Expected a declared field or variable, but '{0}' is none."),
        ["design-input-unknown"] = new("“{0}”没有属性“{1}”。", "Expected an input of '{0}', but it has no '{1}'."),
        ["design-input-not-expression"] = new("属性“{0}”只能填固定值，不能用表达式。", "Expected a plain value for '{0}', which is never evaluated, but got an expression."),
        ["design-value-invalid"] = new("“{0}”的值不正确：{1}。", "Expected a value that fits '{0}', but: {1}."),
        ["design-value-not-offered"] = new("“{0}”不能是“{1}”；请从列表中选择。", "Expected one of the choices of '{0}', but got '{1}'."),
        ["design-position-invalid"] = new("位置超出画布。", "Expected a place on the canvas, but it lies outside."),
        ["design-clip-invalid"] = new("剪贴板里没有可以粘贴的环节。", "Expected copied activities, but the clip holds none."),
        ["design-head-unknown"] = new("不能修改“{0}”。", "Expected a member of the definition that a designer may change, but '{0}' is none."),
        ["design-port-not-embedded"] = new("“{0}”里不能再画子流程（{1}）。", "Expected an empty port of '{0}' that holds activities, but '{1}' is none."),
        ["design-lane-by-expression"] = new("“{0}”的部门由表达式决定，不能拖到另一泳道；请先改为固定部门。", "Expected '{0}' to belong to one department, but an expression decides which; give it a department first."),
        ["design-nothing-to-align"] = new("请至少选择两个环节。", "Expected at least two activities, but there are fewer."),
        ["design-nothing-to-undo"] = new("没有可以撤销的操作。", "Expected an edit to undo, but there is none."),
        ["design-nothing-to-redo"] = new("没有可以重做的操作。", "Expected an edit to redo, but there is none."),
        ["design-command-unknown"] = new("画布发来了无法识别的操作。", "Expected a command of the canvas, but it is none."),
        ["design-read-only"] = new("这是已发布的版本，请先开始修改。", "Expected a draft, but this is a published version: begin to edit first."),
        ["design-label-duplicate"] = new("分支“{0}”出现两次。", "Expected each branch once, but '{0}' occurs twice."),
    }.ToFrozenDictionary();

    /// <summary>All codes that a drawing answers with, besides those of reading a document.</summary>
    public static IReadOnlyCollection<string> Codes => Templates.Keys;

    /// <summary>The refusal as a person reads it; a code of another room keeps its own message.</summary>
    public static string In(string culture, Rejection rejection) =>
        Templates.TryGetValue(rejection.Code, out var template) ? Format(template.In(culture), rejection.Arguments) : rejection.Message;

    public static Rejection Reject(string code, params IReadOnlyList<string> arguments) => new(code, Format(Templates[code].En, arguments)) { Arguments = arguments };

    private static string Format(string template, IReadOnlyList<string> arguments) => string.Format(CultureInfo.InvariantCulture, template, [.. arguments]);
}

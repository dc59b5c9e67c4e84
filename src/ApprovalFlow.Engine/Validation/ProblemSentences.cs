using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Engine.Validation;

/// <summary>The Chinese sentence of a problem that names no particulars of its own; the activity stands beside it wherever it is shown.</summary>
internal static class ProblemSentences
{
    private static readonly Dictionary<string, string> Zh = new(StringComparer.Ordinal)
    {
        ["activity-id-duplicate"] = "同一张流程图中有两个环节使用相同的标识。",
        ["activity-not-an-object"] = "这里应当是一个环节，文件中却不是。",
        ["activity-type-missing"] = "环节没有写明类型。",
        ["activity-type-unknown"] = "平台不认识这种环节类型；内容原样保留，办理到此会停住。",
        ["activity-unreachable"] = "没有连线到达这个环节，它永远不会办理。",
        ["case-label-missing"] = "有一个分支没有名称。",
        ["connection-backward-invalid"] = "这条返回的连线跳过了它要回到的环节：有的路径不经过那里。",
        ["connection-end-unknown"] = "连线的一端不在本流程图中。",
        ["cron-invalid"] = "计划表达式不正确：应有六段，第一段为秒。",
        ["definition-cycle"] = "作为环节使用的流程又包含了自身。",
        ["definition-too-large"] = "定义过大：环节过多或嵌套过深。",
        ["expression-invalid"] = "表达式的写法不正确，无法计算。",
        ["expression-type-unknown"] = "属性的取值方式无法识别，按未填写处理。",
        ["input-unknown"] = "引用的表单字段没有声明。",
        ["input-without-type"] = "属性没有写明类型，按未填写处理。",
        ["list-expected"] = "这里应当是一个列表，文件中却不是。",
        ["object-expected"] = "这里应当是一个对象，文件中却不是。",
        ["port-unknown"] = "连线从一个不存在的出口开始：该环节没有这种结果。",
        ["trigger-without-payload"] = "触发器没有写明等待的内容。",
        ["type-unknown"] = "变量的类型无法识别，按任意类型处理。",
        ["variable-unknown"] = "引用的变量没有声明。",
        ["variable-not-an-object"] = "变量的声明不正确。",
    };

    public static DefinitionProblem InBothLanguages(DefinitionProblem problem) =>
        problem.MessageZh is null && Zh.TryGetValue(problem.Code, out var sentence) ? problem with { MessageZh = sentence } : problem;
}

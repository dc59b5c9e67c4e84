using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>检验检测: a laboratory or inspection body tests a sample or device.</summary>
public sealed class TestingActivity : SpecialProcedureActivity
{
    protected override ActivityType Describe() => Procedure("Testing", new("检验检测", "Testing"),
        new("由检验检测机构对样品或设备进行检验", "A laboratory or inspection body tests a sample or device"), "flask",
        Outcomes.Opinion("检验合格", "Pass", "检验不合格", "Fail"), "《行政许可法》第四十五条",
        new InputDescriptor("subject", "String") { DisplayName = new("检验对象", "Subject"), Description = new("检验的样品、设备或场所", "Sample, device or place to be tested") });
}

using ApprovalFlow.Cli.Benches;
using ApprovalFlow.Engine.Execution;
using BenchmarkDotNet.Attributes;

namespace ApprovalFlow.Benchmarks;

/// <summary>The workloads of <c>approvalflow bench engine</c>, measured by BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private readonly List<WorkflowEvent> history = EngineWorkloads.History(20_000);

    [Benchmark(OperationsPerInvoke = 6)]
    public int Sequence() => EngineWorkloads.RunOnce(EngineWorkloads.Sequence5);

    [Benchmark(OperationsPerInvoke = 6)]
    public int Flowchart() => EngineWorkloads.RunOnce(EngineWorkloads.Flowchart5);

    [Benchmark(OperationsPerInvoke = 12)]
    public int ForkAndJoin() => EngineWorkloads.RunOnce(EngineWorkloads.ForkJoin8);

    [Benchmark(OperationsPerInvoke = 10)]
    public int Resume() => EngineWorkloads.RunWaits(EngineWorkloads.TenWaits);

    [Benchmark(OperationsPerInvoke = 20_000)]
    public int Replay() => WorkflowState.Fold(history).LastContext;
}

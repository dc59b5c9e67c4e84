using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(ApprovalFlow.Benchmarks.EngineBenchmarks).Assembly).Run(args);

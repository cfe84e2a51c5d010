using BenchmarkDotNet.Running;
using NetWatch.Bench;

if (args is ["quick", .. var files]) return QuickRun.Run(files);
BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
return 0;
